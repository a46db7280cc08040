-- The tables of the server roster: peers, what was decided about them, and incidents that peers report to each other.

CREATE TABLE ofFedPeer (
  peerDomain    VARCHAR2(255)   NOT NULL,
  subscription  VARCHAR2(8)     NOT NULL,
  askState      VARCHAR2(16)    NOT NULL,
  askedAt       NUMBER(19),
  pendingSince  NUMBER(19),
  invited       INTEGER         NOT NULL,
  blocked       INTEGER         NOT NULL,
  revoked       VARCHAR2(8)     NOT NULL,
  decidedBy     VARCHAR2(255),
  decidedAt     NUMBER(19),
  noteText      VARCHAR2(500),
  expiresAt     NUMBER(19),
  reviewAt      NUMBER(19),
  seenUp        INTEGER,
  seenAt        NUMBER(19),
  unsent        VARCHAR2(255),
  trusted       INTEGER         DEFAULT 0 NOT NULL,
  firstSeen     NUMBER(19),
  cameBy        VARCHAR2(16),
  certificate   VARCHAR2(255),
  answeredAt    NUMBER(19),
  askError      VARCHAR2(255),
  CONSTRAINT ofFedPeer_pk PRIMARY KEY (peerDomain)
);

CREATE TABLE ofFedAudit (
  entryID       VARCHAR2(36)    NOT NULL,
  entryStamp    NUMBER(19)      NOT NULL,
  entryOrder    INTEGER         NOT NULL,
  peerDomain    VARCHAR2(255)   NOT NULL,
  actor         VARCHAR2(255)   NOT NULL,
  actorAddress  VARCHAR2(255),
  entryAction   VARCHAR2(32)    NOT NULL,
  oldValue      VARCHAR2(1000)  NOT NULL,
  newValue      VARCHAR2(1000)  NOT NULL,
  CONSTRAINT ofFedAudit_pk PRIMARY KEY (entryID)
);
CREATE INDEX ofFedAudit_stamp_idx ON ofFedAudit (entryStamp);

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

CREATE TABLE ofFedKept (
  keptID        VARCHAR2(36)    NOT NULL,
  roomKey       VARCHAR2(16)    NOT NULL,
  stamp         NUMBER(19)      NOT NULL,
  content       CLOB,
  CONSTRAINT ofFedKept_pk PRIMARY KEY (keptID)
);

CREATE TABLE ofFedEventing (
  entryKey      VARCHAR2(64)    NOT NULL,
  ownerJID      VARCHAR2(1000)  NOT NULL,
  contactJID    VARCHAR2(1000)  NOT NULL,
  syntax        VARCHAR2(8)     NOT NULL,
  told          VARCHAR2(16)    NOT NULL,
  polite        INTEGER         NOT NULL,
  outcast       INTEGER         NOT NULL,
  stamp         NUMBER(19)      NOT NULL,
  CONSTRAINT ofFedEventing_pk PRIMARY KEY (entryKey)
);

INSERT INTO ofVersion (name, version) VALUES ('federationsuite', 4);
