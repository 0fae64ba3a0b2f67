package kit

import (
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

var requests = promauto.NewHistogramVec(prometheus.HistogramOpts{
	Name: "masar_http_request_seconds", Help: "Time to answer requests, by route.",
	Buckets: []float64{.001, .005, .02, .1, .5, 2, 10},
}, []string{"method", "route", "status"})

var refusedConns = promauto.NewCounter(prometheus.CounterOpts{
	Name: "masar_connections_refused_total", Help: "Connections for which there was no room.",
})

// observed counts an answered request by its route: never by its address,
// which may name a person.
func observed(method, route string, status int, took time.Duration) {
	requests.WithLabelValues(method, route, strconv.Itoa(status)).Observe(took.Seconds())
}
