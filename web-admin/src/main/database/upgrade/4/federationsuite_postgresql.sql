-- From version 3 to 4: who may see a user's presence by pubsub.

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

UPDATE ofVersion SET version=4 WHERE name='federationsuite';
