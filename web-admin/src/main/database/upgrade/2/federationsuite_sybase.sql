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
  reportName    NVARCHAR(255)   NULL,
  reportID      NVARCHAR(255)   NULL,
  status        NVARCHAR(16)    NULL,
  aside         INT             NOT NULL,
  stamp         BIGINT          NOT NULL,
  handledBy     NVARCHAR(255)   NULL,
  handledAt     BIGINT          NULL,
  summary       NVARCHAR(1000)  NULL,
  answerText    NVARCHAR(255)  NULL,
  document      TEXT            NULL,
  CONSTRAINT ofFedIncident_pk PRIMARY KEY (incidentID)
);
CREATE INDEX ofFedIncident_stamp_idx ON ofFedIncident (stamp);

UPDATE ofVersion SET version=2 WHERE name='federationsuite';
