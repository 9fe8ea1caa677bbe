CREATE TABLE "group_doors" (
	"chat_id" bigint PRIMARY KEY NOT NULL,
	"asked_at" timestamp (3) with time zone,
	"added_by" bigint
);
--> statement-breakpoint
CREATE TABLE "group_exiles" (
	"chat_id" bigint NOT NULL,
	"organization_id" text NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "group_exiles_chat_id_organization_id_pk" PRIMARY KEY("chat_id","organization_id")
);
--> statement-breakpoint
CREATE TABLE "link_codes" (
	"hash" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE INDEX "group_doors_added_by" ON "group_doors" USING btree ("added_by") WHERE "group_doors"."added_by" is not null;--> statement-breakpoint
CREATE INDEX "link_codes_expires" ON "link_codes" USING btree ("expires_at");