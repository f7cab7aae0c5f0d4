CREATE TABLE `dictionary` (
	`code` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`value` text NOT NULL,
	`last_day` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `dictionary_by_value` ON `dictionary` (`kind`,`value`);--> statement-breakpoint
CREATE TABLE `receipt` (
	`day` integer NOT NULL,
	`tenant` integer NOT NULL,
	`record_id` text NOT NULL,
	`revision` integer NOT NULL,
	`slot` integer NOT NULL,
	PRIMARY KEY(`day`, `tenant`, `record_id`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `record` (
	`day` integer NOT NULL,
	`slot` integer NOT NULL,
	`revision` integer NOT NULL,
	`tenant` integer NOT NULL,
	`product` integer NOT NULL,
	`flags` integer NOT NULL,
	`connections` text,
	`errors` text,
	`trust_lists` text,
	`certificates` text,
	`terminals` text,
	PRIMARY KEY(`day`, `slot`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `rejection` (
	`day` integer NOT NULL,
	`tenant` text NOT NULL,
	`reason` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`day`, `tenant`, `reason`)
) STRICT, WITHOUT ROWID;
