package jobs

import (
	"strings"
	"testing"

	"github.com/hibiken/asynq"
)

// Every form of address leads to the kind of queue it says.
func TestOpen(t *testing.T) {
	for address, want := range map[string]func(asynq.RedisConnOpt) bool{
		"redis://127.0.0.1:6379":          single("127.0.0.1:6379", 0, false),
		"redis://valkey:6379/3":           single("valkey:6379", 3, false),
		"rediss://queue.example:6380":     single("queue.example:6380", 0, true),
		"valkey://127.0.0.1:6379":         single("127.0.0.1:6379", 0, false),
		"valkeys://queue.example:6380":    single("queue.example:6380", 0, true),
		"redis://a:7000,b:7001":           cluster3("a:7000 b:7001", false),
		"rediss://user:secret@a,b,c:7001": cluster3("a:6379 b:6379 c:7001", true),
		"redis-sentinel://a:26379,b:26379?master=main": func(o asynq.RedisConnOpt) bool {
			s, ok := o.(asynq.RedisFailoverClientOpt)
			return ok && s.MasterName == "main" && len(s.SentinelAddrs) == 2
		},
	} {
		opt, stop, err := Open(address)
		if err != nil || !want(opt) {
			t.Errorf("%s: %#v, %v", address, opt, err)
			continue
		}
		stop()
	}
}

func single(addr string, db int, tls bool) func(asynq.RedisConnOpt) bool {
	return func(o asynq.RedisConnOpt) bool {
		c, ok := o.(asynq.RedisClientOpt)
		return ok && c.Addr == addr && c.DB == db && (c.TLSConfig != nil) == tls
	}
}

func cluster3(addrs string, secret bool) func(asynq.RedisConnOpt) bool {
	return func(o asynq.RedisConnOpt) bool {
		c, ok := o.(asynq.RedisClusterClientOpt)
		return ok && strings.Join(c.Addrs, " ") == addrs && (c.Password == "secret") == secret && (c.TLSConfig != nil) == secret
	}
}

// A malformed address is an error, which never repeats the password.
func TestOpenMalformed(t *testing.T) {
	for _, address := range []string{"localhost:6379", "http://127.0.0.1:6379", "redis://", "redis://u:secret@h:6379/db", "redis://u:secret@h:%zz", "://", "redis"} {
		_, _, err := Open(address)
		if err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", address, err)
		}
	}
}
