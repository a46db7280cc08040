-- The tables of the server roster: peers, what was decided about them, and incidents that peers report to each other.

CREATE TABLE ofFedPeer (
  peerDomain    NVARCHAR(255)   NOT NULL,
  subscription  NVARCHAR(8)     NOT NULL,
  askState      NVARCHAR(16)    NOT NULL,
  askedAt       BIGINT,
  pendingSince  BIGINT,
  invited       INT             NOT NULL,
  blocked       INT             NOT NULL,
  revoked       NVARCHAR(8)     NOT NULL,
  decidedBy     NVARCHAR(255),
  decidedAt     BIGINT,
  noteText      NVARCHAR(500),
  expiresAt     BIGINT,
  reviewAt      BIGINT,
  seenUp        INT,
  seenAt        BIGINT,
  unsent        NVARCHAR(255),
  trusted       INT             DEFAULT 0 NOT NULL,
  firstSeen     BIGINT,
  cameBy        NVARCHAR(16),
  certificate   NVARCHAR(255),
  answeredAt    BIGINT,
  askError      NVARCHAR(255),
  CONSTRAINT ofFedPeer_pk PRIMARY KEY (peerDomain)
);

CREATE TABLE ofFedAudit (
  entryID       NVARCHAR(36)    NOT NULL,
  entryStamp    BIGINT          NOT NULL,
  entryOrder    INT             NOT NULL,
  peerDomain    NVARCHAR(255)   NOT NULL,
  actor         NVARCHAR(255)   NOT NULL,
  actorAddress  NVARCHAR(255),
  entryAction   NVARCHAR(32)    NOT NULL,
  oldValue      NVARCHAR(1000)  NOT NULL,
  newValue      NVARCHAR(1000)  NOT NULL,
  CONSTRAINT ofFedAudit_pk PRIMARY KEY (entryID)
);
CREATE INDEX ofFedAudit_stamp_idx ON ofFedAudit (entryStamp);

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

CREATE TABLE ofFedKept (
  keptID        NVARCHAR(36)    NOT NULL,
  roomKey       NVARCHAR(16)    NOT NULL,
  stamp         BIGINT          NOT NULL,
  content       NTEXT,
  CONSTRAINT ofFedKept_pk PRIMARY KEY (keptID)
);

CREATE TABLE ofFedEventing (
  entryKey      NVARCHAR(64)    NOT NULL,
  ownerJID      NVARCHAR(1000)  NOT NULL,
  contactJID    NVARCHAR(1000)  NOT NULL,
  syntax        NVARCHAR(8)     NOT NULL,
  told          NVARCHAR(16)    NOT NULL,
  polite        INT             NOT NULL,
  outcast       INT             NOT NULL,
  stamp         BIGINT          NOT NULL,
  CONSTRAINT ofFedEventing_pk PRIMARY KEY (entryKey)
);

INSERT INTO ofVersion (name, version) VALUES ('federationsuite', 4);
