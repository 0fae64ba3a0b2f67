package courseware

import (
	"fmt"
	"io/fs"
	"os"
)

// Dir returns the real directory at path as a file system that cannot be left,
// neither by ".." nor by a symbolic link.
func Dir(path string) (fs.FS, error) {
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, fmt.Errorf("open directory of courses: %w", err)
	}
	return root.FS(), nil
}
