CREATE TABLE "parts" (
	"chat_id" bigint NOT NULL,
	"message_id" bigint NOT NULL,
	"at" integer NOT NULL,
	"stored_id" bigint NOT NULL,
	CONSTRAINT "parts_chat_id_message_id_at_pk" PRIMARY KEY("chat_id","message_id","at")
);
--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "joined_to" bigint;--> statement-breakpoint
CREATE INDEX "parts_stored" ON "parts" USING btree ("stored_id");