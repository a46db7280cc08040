-- From version 3 to 4: who may see a user's presence by pubsub.

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

UPDATE ofVersion SET version=4 WHERE name='federationsuite';
