// From version 1 to 2: more about a peer, and incidents.

ALTER TABLE ofFedPeer ADD COLUMN trusted INTEGER DEFAULT 0 NOT NULL;
ALTER TABLE ofFedPeer ADD COLUMN firstSeen BIGINT;
ALTER TABLE ofFedPeer ADD COLUMN cameBy VARCHAR(16);
ALTER TABLE ofFedPeer ADD COLUMN certificate VARCHAR(255);
ALTER TABLE ofFedPeer ADD COLUMN answeredAt BIGINT;
ALTER TABLE ofFedPeer ADD COLUMN askError VARCHAR(255);

CREATE TABLE ofFedIncident (
  incidentID    VARCHAR(36)     NOT NULL,
  direction     VARCHAR(8)      NOT NULL,
  peerDomain    VARCHAR(255)    NOT NULL,
  kind          VARCHAR(16)     NOT NULL,
  reportName    VARCHAR(255),
  reportID      VARCHAR(255),
  status        VARCHAR(16),
  aside         INTEGER         NOT NULL,
  stamp         BIGINT          NOT NULL,
  handledBy     VARCHAR(255),
  handledAt     BIGINT,
  summary       VARCHAR(1000),
  answerText    VARCHAR(255),
  document      LONGVARCHAR,
  CONSTRAINT ofFedIncident_pk PRIMARY KEY (incidentID)
);
CREATE INDEX ofFedIncident_stamp_idx ON ofFedIncident (stamp);

UPDATE ofVersion SET version=2 WHERE name='federationsuite';
