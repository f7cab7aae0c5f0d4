CREATE TABLE `contract` (
	`contract_id` text PRIMARY KEY NOT NULL,
	`site_type` text NOT NULL,
	`status` text NOT NULL,
	`partner` text,
	`email` text,
	`certificate_fingerprint` text,
	`iccsns` text,
	`updated_on` text NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `counter` (
	`name` text NOT NULL,
	`reason` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`name`, `reason`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `forwarding` (
	`id` integer PRIMARY KEY NOT NULL,
	`confirmed_through` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `projection` (
	`day` text NOT NULL,
	`record_id` text NOT NULL,
	`object_name` text NOT NULL,
	`revision` integer NOT NULL,
	`sent_at` integer,
	PRIMARY KEY(`day`, `record_id`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `unconfirmed` (
	`day` text NOT NULL,
	`record_id` text NOT NULL,
	`object_name` text NOT NULL,
	`revision` integer NOT NULL,
	`resent_at` integer NOT NULL,
	PRIMARY KEY(`day`, `record_id`)
) STRICT, WITHOUT ROWID;
