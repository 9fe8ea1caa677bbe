CREATE TABLE "aside_people" (
	"telegram_id" bigint NOT NULL,
	"bot_id" bigint NOT NULL,
	"update_id" bigint NOT NULL,
	CONSTRAINT "aside_people_telegram_id_bot_id_update_id_pk" PRIMARY KEY("telegram_id","bot_id","update_id")
);
--> statement-breakpoint
CREATE TABLE "leases" (
	"name" text PRIMARY KEY NOT NULL,
	"owner" text NOT NULL,
	"epoch" bigint NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"pid" integer NOT NULL,
	"host" text NOT NULL,
	"machine" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "names" text;--> statement-breakpoint
ALTER TABLE "request_keys" ADD COLUMN "organization_id" text;--> statement-breakpoint
ALTER TABLE "request_keys" ADD COLUMN "user_id" text;--> statement-breakpoint
CREATE INDEX "forms_owner" ON "forms" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "history_by" ON "history" USING btree ("by_telegram_id") WHERE "history"."by_telegram_id" is not null;--> statement-breakpoint
CREATE INDEX "history_by_user" ON "history" USING btree ("by_panel_user_id") WHERE "history"."by_panel_user_id" is not null;--> statement-breakpoint
CREATE INDEX "messages_author" ON "messages" USING btree ("author_telegram_id") WHERE "messages"."author_telegram_id" is not null;--> statement-breakpoint
CREATE INDEX "messages_author_user" ON "messages" USING btree ("author_panel_user_id") WHERE "messages"."author_panel_user_id" is not null;--> statement-breakpoint
CREATE INDEX "outbox_names" ON "outbox" USING btree ("names") WHERE "outbox"."names" is not null;--> statement-breakpoint
CREATE INDEX "request_keys_user" ON "request_keys" USING btree ("organization_id","user_id");--> statement-breakpoint
CREATE INDEX "tickets_creator" ON "tickets" USING btree ("creator_telegram_id") WHERE "tickets"."creator_telegram_id" is not null;--> statement-breakpoint
CREATE INDEX "tickets_creator_user" ON "tickets" USING btree ("organization_id","creator_panel_user_id") WHERE "tickets"."creator_panel_user_id" is not null;--> statement-breakpoint
CREATE INDEX "tickets_assignee" ON "tickets" USING btree ("assignee_telegram_id") WHERE "tickets"."assignee_telegram_id" is not null;