-- The tables of the server roster: peers, what was decided about them, and incidents that peers report to each other.

CREATE TABLE ofFedPeer (
  peerDomain    VARCHAR(255)    NOT NULL,
  subscription  VARCHAR(8)      NOT NULL,
  askState      VARCHAR(16)     NOT NULL,
  askedAt       BIGINT,
  pendingSince  BIGINT,
  invited       INTEGER         NOT NULL,
  blocked       INTEGER         NOT NULL,
  revoked       VARCHAR(8)      NOT NULL,
  decidedBy     VARCHAR(255),
  decidedAt     BIGINT,
  noteText      VARCHAR(500),
  expiresAt     BIGINT,
  reviewAt      BIGINT,
  seenUp        INTEGER,
  seenAt        BIGINT,
  unsent        VARCHAR(255),
  trusted       INTEGER         DEFAULT 0 NOT NULL,
  firstSeen     BIGINT,
  cameBy        VARCHAR(16),
  certificate   VARCHAR(255),
  answeredAt    BIGINT,
  askError      VARCHAR(255),
  CONSTRAINT ofFedPeer_pk PRIMARY KEY (peerDomain)
);

CREATE TABLE ofFedAudit (
  entryID       VARCHAR(36)     NOT NULL,
  entryStamp    BIGINT          NOT NULL,
  entryOrder    INTEGER         NOT NULL,
  peerDomain    VARCHAR(255)    NOT NULL,
  actor         VARCHAR(255)    NOT NULL,
  actorAddress  VARCHAR(255),
  entryAction   VARCHAR(32)     NOT NULL,
  oldValue      VARCHAR(1000)   NOT NULL,
  newValue      VARCHAR(1000)   NOT NULL,
  CONSTRAINT ofFedAudit_pk PRIMARY KEY (entryID)
);
CREATE INDEX ofFedAudit_stamp_idx ON ofFedAudit (entryStamp);

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
  document      TEXT,
  CONSTRAINT ofFedIncident_pk PRIMARY KEY (incidentID)
);
CREATE INDEX ofFedIncident_stamp_idx ON ofFedIncident (stamp);

CREATE TABLE ofFedKept (
  keptID        VARCHAR(36)     NOT NULL,
  roomKey       VARCHAR(16)     NOT NULL,
  stamp         BIGINT          NOT NULL,
  content       TEXT,
  CONSTRAINT ofFedKept_pk PRIMARY KEY (keptID)
);

CREATE TABLE ofFedEventing (
  entryKey      VARCHAR(64)     NOT NULL,
  ownerJID      VARCHAR(1000)   NOT NULL,
  contactJID    VARCHAR(1000)   NOT NULL,
  syntax        VARCHAR(8)      NOT NULL,
  told          VARCHAR(16)     NOT NULL,
  polite        INTEGER         NOT NULL,
  outcast       INTEGER         NOT NULL,
  stamp         BIGINT          NOT NULL,
  CONSTRAINT ofFedEventing_pk PRIMARY KEY (entryKey)
);

INSERT INTO ofVersion (name, version) VALUES ('federationsuite', 4);
