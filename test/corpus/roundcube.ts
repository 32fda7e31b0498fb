import { readdirSync } from "node:fs";
import { corpusFile, corpusText } from "./corpora.ts";
import type { CorpusHistory } from "./history.ts";

/** The release that the first delta leads away from is not kept: this much of it is what the deltas touch. */
const before = {
  postgres: `
    CREATE SEQUENCE user_ids; CREATE SEQUENCE identity_ids; CREATE SEQUENCE contact_ids; CREATE SEQUENCE cache_ids; CREATE SEQUENCE message_ids;
    CREATE TABLE users (
      user_id integer DEFAULT nextval('user_ids'::text) PRIMARY KEY, username varchar(128) DEFAULT '' NOT NULL, mail_host varchar(128) DEFAULT '' NOT NULL, alias varchar(128) DEFAULT '' NOT NULL,
      created timestamp with time zone DEFAULT now() NOT NULL, last_login timestamp with time zone DEFAULT now() NOT NULL, "language" varchar(5) DEFAULT 'en' NOT NULL, preferences text DEFAULT '' NOT NULL);
    CREATE TABLE "session" (
      sess_id varchar(40) DEFAULT '' PRIMARY KEY, created timestamp with time zone DEFAULT now() NOT NULL, changed timestamp with time zone DEFAULT now() NOT NULL, ip varchar(16) NOT NULL, vars text NOT NULL);
    CREATE TABLE identities (
      identity_id integer DEFAULT nextval('identity_ids'::text) PRIMARY KEY, user_id integer NOT NULL REFERENCES users (user_id), del integer DEFAULT 0 NOT NULL, standard integer DEFAULT 0 NOT NULL,
      name varchar(128) NOT NULL, organization varchar(128), email varchar(128) NOT NULL, "reply-to" varchar(128), bcc varchar(128), signature text, html_signature integer DEFAULT 0 NOT NULL);
    CREATE TABLE contacts (
      contact_id integer DEFAULT nextval('contact_ids'::text) PRIMARY KEY, user_id integer NOT NULL REFERENCES users (user_id), changed timestamp with time zone DEFAULT now() NOT NULL,
      del integer DEFAULT 0 NOT NULL, name varchar(128) DEFAULT '' NOT NULL, email varchar(128) DEFAULT '' NOT NULL, firstname varchar(128) DEFAULT '' NOT NULL, surname varchar(128) DEFAULT '' NOT NULL, vcard text);
    CREATE TABLE "cache" (
      cache_id integer DEFAULT nextval('cache_ids'::text) PRIMARY KEY, user_id integer NOT NULL REFERENCES users (user_id), session_id varchar(40) REFERENCES "session" (sess_id),
      cache_key varchar(128) DEFAULT '' NOT NULL, created timestamp with time zone DEFAULT now() NOT NULL, data text NOT NULL);
    CREATE TABLE messages (
      message_id integer DEFAULT nextval('message_ids'::text) PRIMARY KEY, user_id integer NOT NULL REFERENCES users (user_id), del integer DEFAULT 0 NOT NULL, cache_key varchar(128) DEFAULT '' NOT NULL,
      created timestamp with time zone DEFAULT now() NOT NULL, idx integer DEFAULT 0 NOT NULL, uid integer DEFAULT 0 NOT NULL, headers text NOT NULL, structure text);`,
  sqlite: `
    CREATE TABLE users (
      user_id integer NOT NULL PRIMARY KEY, username varchar(128) NOT NULL default '', mail_host varchar(128) NOT NULL default '', alias varchar(128) NOT NULL default '',
      created datetime NOT NULL default '0000-00-00 00:00:00', last_login datetime NOT NULL default '0000-00-00 00:00:00', language varchar(5), preferences text NOT NULL default '');
    CREATE TABLE session (sess_id varchar(40) NOT NULL PRIMARY KEY, created datetime NOT NULL, changed datetime NOT NULL, ip varchar(15) NOT NULL default '', vars text NOT NULL);
    CREATE TABLE identities (
      identity_id integer NOT NULL PRIMARY KEY, user_id integer NOT NULL, del tinyint NOT NULL default '0', standard tinyint NOT NULL default '0', name varchar(128) NOT NULL default '',
      organization varchar(128) default '', email varchar(128) NOT NULL default '', "reply-to" varchar(128) NOT NULL default '', bcc varchar(128) NOT NULL default '', signature text NOT NULL default '', html_signature tinyint NOT NULL default '0');
    CREATE INDEX ix_identities_user_id ON identities (user_id);
    CREATE TABLE contacts (
      contact_id integer NOT NULL PRIMARY KEY, user_id integer NOT NULL, changed datetime NOT NULL, del tinyint NOT NULL default '0', name varchar(128) NOT NULL default '', email varchar(128) NOT NULL default '',
      firstname varchar(128) NOT NULL default '', surname varchar(128) NOT NULL default '', vcard text NOT NULL default '');
    CREATE INDEX ix_contacts_user_id ON contacts (user_id);
    CREATE TABLE cache (cache_id integer NOT NULL PRIMARY KEY, user_id integer NOT NULL, cache_key varchar(128) NOT NULL default '', created datetime NOT NULL, data longtext NOT NULL);
    CREATE INDEX ix_cache_user_cache_key ON cache (user_id, cache_key);
    CREATE TABLE messages (message_id integer NOT NULL PRIMARY KEY);`,
};

/** Deltas are named for the day they were written on. */
export const roundcube = (engine: "postgres" | "sqlite"): CorpusHistory => ({
  name: "roundcube",
  steps: () => [
    { id: "before", scripts: [before[engine]] },
    ...readdirSync(corpusFile(`roundcube/${engine}`))
      .toSorted()
      .map((file) => ({ id: `d${file.replace(/\.sql$/, "")}`, scripts: [corpusText(`roundcube/${engine}/${file}`)] })),
  ],
});
