# From version 2 to 3: what was said in rooms whose masters could not be reached.

CREATE TABLE ofFedKept (
  keptID        VARCHAR(36)     NOT NULL,
  roomKey       VARCHAR(16)     NOT NULL,
  stamp         BIGINT          NOT NULL,
  content       MEDIUMTEXT,
  CONSTRAINT ofFedKept_pk PRIMARY KEY (keptID)
);

UPDATE ofVersion SET version=3 WHERE name='federationsuite';
