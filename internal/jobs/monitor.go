package jobs

import (
	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/adaptor"
	"github.com/hibiken/asynq"
	"github.com/hibiken/asynqmon"
)

// Monitor returns the queue's own page, to be mounted at root behind a
// permission: it asks for none itself. It only shows; what was given up is
// revived through the outbox.
func Monitor(queue asynq.RedisConnOpt, root string) fiber.Handler {
	return adaptor.HTTPHandler(asynqmon.New(asynqmon.Options{RootPath: root, RedisConnOpt: queue, ReadOnly: true}))
}
