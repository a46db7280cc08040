-- From version 2 to 3: what was said in rooms whose masters could not be reached.

CREATE TABLE ofFedKept (
  keptID        VARCHAR2(36)    NOT NULL,
  roomKey       VARCHAR2(16)    NOT NULL,
  stamp         NUMBER(19)      NOT NULL,
  content       CLOB,
  CONSTRAINT ofFedKept_pk PRIMARY KEY (keptID)
);

UPDATE ofVersion SET version=3 WHERE name='federationsuite';
