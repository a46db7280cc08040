-- From version 3 to 4: who may see a user's presence by pubsub.

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

UPDATE ofVersion SET version=4 WHERE name='federationsuite';
