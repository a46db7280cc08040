-- From version 1 to 2: more about a peer, and incidents.

ALTER TABLE ofFedPeer ADD trusted INTEGER DEFAULT 0 NOT NULL;
ALTER TABLE ofFedPeer ADD firstSeen NUMBER(19);
ALTER TABLE ofFedPeer ADD cameBy VARCHAR2(16);
ALTER TABLE ofFedPeer ADD certificate VARCHAR2(255);
ALTER TABLE ofFedPeer ADD answeredAt NUMBER(19);
ALTER TABLE ofFedPeer ADD askError VARCHAR2(255);

CREATE TABLE ofFedIncident (
  incidentID    VARCHAR2(36)    NOT NULL,
  direction     VARCHAR2(8)     NOT NULL,
  peerDomain    VARCHAR2(255)   NOT NULL,
  kind          VARCHAR2(16)    NOT NULL,
  reportName    VARCHAR2(255),
  reportID      VARCHAR2(255),
  status        VARCHAR2(16),
  aside         INTEGER         NOT NULL,
  stamp         NUMBER(19)      NOT NULL,
  handledBy     VARCHAR2(255),
  handledAt     NUMBER(19),
  summary       VARCHAR2(1000),
  answerText    VARCHAR2(255),
  document      CLOB,
  CONSTRAINT ofFedIncident_pk PRIMARY KEY (incidentID)
);
CREATE INDEX ofFedIncident_stamp_idx ON ofFedIncident (stamp);

UPDATE ofVersion SET version=2 WHERE name='federationsuite';
