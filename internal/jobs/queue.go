package jobs

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/hibiken/asynq"
	"github.com/redis/go-redis/v9"
)

// Open returns the queue at the address, and what closes it. An empty address
// starts a server in this process, reached through memory and no port.
//
//	redis:// rediss://            one server; several hosts after commas: a cluster
//	redis-sentinel://             sentinels
//	valkey:// valkeys://          as redis:// and rediss://
func Open(address string) (asynq.RedisConnOpt, func(), error) {
	if address == "" {
		return embed()
	}
	if rest, ok := strings.CutPrefix(address, "valkey"); ok {
		address = "redis" + rest
	}
	u, err := url.Parse(address)
	if err != nil {
		return nil, nil, errors.New("queue address: not a URL; of several hosts, all or only the last have a port")
	}
	if u.Host == "" && u.Scheme != "redis-socket" {
		return nil, nil, errors.New("queue address: want redis:// and a host")
	}
	if hosts := strings.Split(u.Host, ","); len(hosts) > 1 && (u.Scheme == "redis" || u.Scheme == "rediss") {
		return cluster(u, hosts)
	}
	opt, err := asynq.ParseRedisURI(address)
	if err != nil {
		return nil, nil, fmt.Errorf("queue address: %w", err)
	}
	return opt, func() {}, nil
}

func cluster(u *url.URL, hosts []string) (asynq.RedisConnOpt, func(), error) {
	for i, h := range hosts {
		if _, _, err := net.SplitHostPort(h); err != nil {
			hosts[i] = net.JoinHostPort(h, "6379")
		}
	}
	opt := asynq.RedisClusterClientOpt{Addrs: hosts, Username: u.User.Username()}
	opt.Password, _ = u.User.Password()
	if u.Scheme == "rediss" {
		one, err := asynq.ParseRedisURI("rediss://" + hosts[0])
		if err != nil {
			return nil, nil, fmt.Errorf("queue address: %w", err)
		}
		opt.TLSConfig = one.(asynq.RedisClientOpt).TLSConfig
	}
	return opt, func() {}, nil
}

// embedded is a Redis-compatible server in this process.
type embedded struct{ m *miniredis.Miniredis }

// embed starts one. Its clock is moved on once a second by what has passed:
// that is cheap, where letting every command look at the time is not.
func embed() (asynq.RedisConnOpt, func(), error) {
	m := miniredis.NewMiniRedis()
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		for last := time.Now(); ; {
			select {
			case <-ctx.Done():
				return
			case now := <-tick.C:
				m.FastForward(now.Sub(last))
				last = now
			}
		}
	}()
	return embedded{m}, func() { stop(); <-done; m.Close() }, nil
}

// MakeRedisClient returns a client that reaches the server through memory.
func (e embedded) MakeRedisClient() any {
	return redis.NewClient(&redis.Options{
		Addr: "embedded", Protocol: 2, DisableIdentity: true, PoolSize: 60,
		Dialer: func(context.Context, string, string) (net.Conn, error) { return e.m.Dial() },
	})
}
