-- From version 1 to 2: more about a peer, and incidents.

ALTER TABLE ofFedPeer ADD trusted INT DEFAULT 0 NOT NULL;
ALTER TABLE ofFedPeer ADD firstSeen BIGINT NULL;
ALTER TABLE ofFedPeer ADD cameBy NVARCHAR(16) NULL;
ALTER TABLE ofFedPeer ADD certificate NVARCHAR(255) NULL;
ALTER TABLE ofFedPeer ADD answeredAt BIGINT NULL;
ALTER TABLE ofFedPeer ADD askError NVARCHAR(255) NULL;

CREATE TABLE ofFedIncident (
  incidentID    NVARCHAR(36)    NOT NULL,
  direction     NVARCHAR(8)     NOT NULL,
  peerDomain    NVARCHAR(255)   NOT NULL,
  kind          NVARCHAR(16)    NOT NULL,
  reportName    NVARCHAR(255),
  reportID      NVARCHAR(255),
  status        NVARCHAR(16),
  aside         INT             NOT NULL,
  stamp         BIGINT          NOT NULL,
  handledBy     NVARCHAR(255),
  handledAt     BIGINT,
  summary       NVARCHAR(1000),
  answerText    NVARCHAR(255),
  document      NTEXT,
  CONSTRAINT ofFedIncident_pk PRIMARY KEY (incidentID)
);
CREATE INDEX ofFedIncident_stamp_idx ON ofFedIncident (stamp);

UPDATE ofVersion SET version=2 WHERE name='federationsuite';
