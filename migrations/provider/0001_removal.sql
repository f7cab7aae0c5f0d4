CREATE TABLE `removal` (
	`id` integer PRIMARY KEY NOT NULL,
	`ContractID` integer DEFAULT 0 NOT NULL,
	`UpdateMode` integer DEFAULT 0 NOT NULL,
	`StandaloneMode` integer DEFAULT 0 NOT NULL,
	`TlsCertSource` integer DEFAULT 0 NOT NULL,
	`TlsKeyCrypt` integer DEFAULT 0 NOT NULL,
	`ICCSN` integer DEFAULT 0 NOT NULL,
	`subject_commonName` integer DEFAULT 0 NOT NULL,
	`serialNumber` integer DEFAULT 0 NOT NULL,
	`ProductType` integer DEFAULT 0 NOT NULL,
	`ProductVendorName` integer DEFAULT 0 NOT NULL,
	`ProductName` integer DEFAULT 0 NOT NULL,
	`other` integer DEFAULT 0 NOT NULL
) STRICT;
