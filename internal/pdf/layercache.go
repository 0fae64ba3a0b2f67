package pdf

import (
	"crypto/sha256"
	"sync"
)

// mostLayers is how many layers are kept: one for each course and template in use.
const mostLayers = 64

type layerKey [sha256.Size]byte

// A layerCache keeps the layers drawn last. Its zero value is empty.
type layerCache struct {
	mu    sync.Mutex
	kept  map[layerKey]*layer
	order []layerKey // oldest first
}

// get returns the layer of a key, and draws it if it is not kept. Two goroutines may
// draw the same layer at the same time; both get the same bytes.
func (c *layerCache) get(k layerKey, draw func() (*layer, error)) (*layer, error) {
	c.mu.Lock()
	l := c.kept[k]
	c.mu.Unlock()
	if l != nil {
		return l, nil
	}
	l, err := draw()
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.put(k, l)
	return l, nil
}

func (c *layerCache) put(k layerKey, l *layer) {
	if c.kept == nil {
		c.kept = map[layerKey]*layer{}
	}
	if _, ok := c.kept[k]; ok {
		return
	}
	if len(c.order) == mostLayers {
		delete(c.kept, c.order[0])
		c.order = c.order[1:]
	}
	c.kept[k] = l
	c.order = append(c.order, k)
}
