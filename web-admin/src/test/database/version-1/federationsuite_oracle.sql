-- The tables of the server roster: peers, and what was decided about them.

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

INSERT INTO ofVersion (name, version) VALUES ('federationsuite', 1);
