ALTER TABLE `removal` ADD `ErrorCondition` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `removal` ADD `SiteType` integer DEFAULT 0 NOT NULL;