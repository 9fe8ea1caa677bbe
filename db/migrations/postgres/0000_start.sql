CREATE TABLE "attachments" (
	"id" text PRIMARY KEY NOT NULL,
	"ticket_number" bigint NOT NULL,
	"message_id" bigint,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"size" bigint NOT NULL,
	"file_id" text NOT NULL,
	"file_unique_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chat_moves" (
	"old_id" bigint PRIMARY KEY NOT NULL,
	"new_id" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "counters" (
	"name" text PRIMARY KEY NOT NULL,
	"value" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "forms" (
	"chat_id" bigint NOT NULL,
	"thread_id" bigint NOT NULL,
	"owner_id" bigint NOT NULL,
	"data" jsonb NOT NULL,
	"question_id" bigint,
	"menu_id" bigint,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "forms_chat_id_thread_id_owner_id_pk" PRIMARY KEY("chat_id","thread_id","owner_id")
);
--> statement-breakpoint
CREATE TABLE "groups" (
	"chat_id" bigint PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"title" text NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"activated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "history" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"ticket_number" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"from" text,
	"to" text NOT NULL,
	"by_side" text NOT NULL,
	"by_name" text NOT NULL,
	"by_telegram_id" bigint,
	"by_panel_user_id" text,
	"cause" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"bot_id" bigint NOT NULL,
	"update_id" bigint NOT NULL,
	"lane" text NOT NULL,
	"payload" jsonb,
	"state" text NOT NULL,
	"attempts" integer NOT NULL,
	"error" text,
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "inbox_bot_id_update_id_pk" PRIMARY KEY("bot_id","update_id")
);
--> statement-breakpoint
CREATE TABLE "links" (
	"chat_id" bigint NOT NULL,
	"message_id" bigint NOT NULL,
	"ticket_number" bigint NOT NULL,
	"stored_id" bigint,
	"role" text NOT NULL,
	CONSTRAINT "links_chat_id_message_id_pk" PRIMARY KEY("chat_id","message_id")
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"ticket_number" bigint NOT NULL,
	"request_key" text,
	"kind" text NOT NULL,
	"author_side" text NOT NULL,
	"author_name" text NOT NULL,
	"author_telegram_id" bigint,
	"author_panel_user_id" text,
	"text" text NOT NULL,
	"entities" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"edited_at" timestamp (3) with time zone,
	"delivery_state" text NOT NULL,
	"delivery_until" timestamp (3) with time zone,
	"delivery_reason" text
);
--> statement-breakpoint
CREATE TABLE "organizations" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"plan" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"lane" text NOT NULL,
	"destination" text NOT NULL,
	"chat_id" bigint,
	"ticket_number" bigint,
	"kind" text NOT NULL,
	"message_id" bigint,
	"payload" jsonb NOT NULL,
	"merge_key" text,
	"revision" integer NOT NULL,
	"state" text NOT NULL,
	"run_at" timestamp (3) with time zone NOT NULL,
	"attempts" integer NOT NULL,
	"error" text,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "panel_users" (
	"organization_id" text NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"mobile" text,
	"locale" text,
	CONSTRAINT "panel_users_organization_id_user_id_pk" PRIMARY KEY("organization_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"telegram_id" bigint PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"username" text,
	"locale" text,
	"mobile" text,
	"verification_offered" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "places" (
	"ticket_number" bigint NOT NULL,
	"room" text NOT NULL,
	"chat_id" bigint NOT NULL,
	"thread_id" bigint,
	"card_message_id" bigint,
	"topic_name" text,
	"topic_closed" boolean NOT NULL,
	CONSTRAINT "places_ticket_number_room_pk" PRIMARY KEY("ticket_number","room")
);
--> statement-breakpoint
CREATE TABLE "request_keys" (
	"key" text PRIMARY KEY NOT NULL,
	"fingerprint" text NOT NULL,
	"status" integer,
	"body" jsonb,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"key" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tickets" (
	"number" bigint PRIMARY KEY NOT NULL,
	"request_key" text,
	"organization_id" text NOT NULL,
	"title" text NOT NULL,
	"description" text NOT NULL,
	"status" text NOT NULL,
	"priority" text NOT NULL,
	"category" text NOT NULL,
	"source" text NOT NULL,
	"creator_side" text NOT NULL,
	"creator_name" text NOT NULL,
	"creator_telegram_id" bigint,
	"creator_panel_user_id" text,
	"assignee_telegram_id" bigint,
	"assignee_name" text,
	"home_chat_id" bigint,
	"home_thread_id" bigint,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"auto_close_at" timestamp (3) with time zone,
	"sms_failure" text
);
--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_ticket_number_tickets_number_fk" FOREIGN KEY ("ticket_number") REFERENCES "public"."tickets"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_ticket_number_tickets_number_fk" FOREIGN KEY ("ticket_number") REFERENCES "public"."tickets"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_ticket_number_tickets_number_fk" FOREIGN KEY ("ticket_number") REFERENCES "public"."tickets"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attachments_message" ON "attachments" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "attachments_ticket" ON "attachments" USING btree ("ticket_number","message_id");--> statement-breakpoint
CREATE INDEX "groups_organization" ON "groups" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "history_ticket" ON "history" USING btree ("ticket_number","id");--> statement-breakpoint
CREATE INDEX "inbox_waiting" ON "inbox" USING btree ("bot_id","update_id") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "links_stored" ON "links" USING btree ("stored_id");--> statement-breakpoint
CREATE UNIQUE INDEX "messages_request" ON "messages" USING btree ("request_key") WHERE "messages"."request_key" is not null;--> statement-breakpoint
CREATE INDEX "messages_ticket" ON "messages" USING btree ("ticket_number","id");--> statement-breakpoint
CREATE INDEX "outbox_lane" ON "outbox" USING btree ("lane","id") WHERE state = 'waiting';--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_merge" ON "outbox" USING btree ("merge_key") WHERE "outbox"."merge_key" is not null;--> statement-breakpoint
CREATE INDEX "outbox_message" ON "outbox" USING btree ("message_id") WHERE "outbox"."message_id" is not null;--> statement-breakpoint
CREATE INDEX "outbox_chat" ON "outbox" USING btree ("chat_id") WHERE "outbox"."chat_id" is not null;--> statement-breakpoint
CREATE INDEX "panel_users_mobile" ON "panel_users" USING btree ("mobile");--> statement-breakpoint
CREATE INDEX "places_thread" ON "places" USING btree ("chat_id","thread_id");--> statement-breakpoint
CREATE INDEX "request_keys_created" ON "request_keys" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "tickets_request" ON "tickets" USING btree ("request_key") WHERE "tickets"."request_key" is not null;--> statement-breakpoint
CREATE INDEX "tickets_status_updated" ON "tickets" USING btree ("status","updated_at");--> statement-breakpoint
CREATE INDEX "tickets_organization_updated" ON "tickets" USING btree ("organization_id","updated_at");--> statement-breakpoint
CREATE INDEX "tickets_home" ON "tickets" USING btree ("home_chat_id");--> statement-breakpoint
CREATE INDEX "tickets_auto_close" ON "tickets" USING btree ("auto_close_at") WHERE "tickets"."auto_close_at" is not null;