package app_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"unsafe"

	"huggingface_exporter/huggingface/hubtest"
	"huggingface_exporter/internal/app"
	"huggingface_exporter/internal/test/rig"
)

// Colours and progress are for people who look at a terminal and want them.
func TestTerminal(t *testing.T) {
	h := newHub(t)
	h.SetOrganization(hubtest.Organization{Name: "acme", Members: hubtest.Members(2500, 1), Tokens: map[string]hubtest.Power{secretOfAcme: hubtest.Admin}})
	env := environment{"HF_ENDPOINT": h.url, "HF_TOKEN": secretOfAcme}
	for name, row := range map[string]struct {
		env     environment
		args    []string
		colours bool
	}{
		"check":                     {nil, []string{"check", "--demo"}, true},
		"check, NO_COLOR":           {environment{"NO_COLOR": "1"}, []string{"check", "--demo"}, false},
		"check, NO_COLOR but empty": {environment{"NO_COLOR": ""}, []string{"check", "--demo"}, true},
		"check, JSON":               {nil, []string{"check", "--demo", "--format=json"}, false},
		"members":                   {env, []string{"members", "acme"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			var status int
			shown := onTerminal(t, func(terminal *os.File, _ *rig.Output) {
				status = app.Run(t.Context(), row.args, row.env.get, terminal, io.Discard)
			})
			if colours := strings.Contains(shown, "\x1b["); colours != row.colours || len(shown) < 1000 {
				t.Errorf("status %d, colours %v, want %v:\n%q", status, colours, row.colours, shown)
			}
		})
	}
}

// Progress is one line that replaces itself.
func TestProgressOnTerminal(t *testing.T) {
	for _, args := range [][]string{{"members", "acme", "--format=csv"}, {"check", "acme", "--format=json"}} {
		t.Run(args[0], func(t *testing.T) {
			t.Parallel()
			h := newHub(t)
			env := environment{"HF_ENDPOINT": h.url, "HF_TOKEN": secretOfAcme}
			shown := onTerminal(t, func(terminal *os.File, shown *rig.Output) {
				h.Fault(matchPage("acme", 1), before(func() {
					rig.Eventually(t, "progress is shown", func() bool { return strings.Count(shown.String(), "read so far") > 1 })
				}))
				if status := app.Run(t.Context(), args, env.get, io.Discard, terminal); status != 0 {
					t.Errorf("status %d", status)
				}
			})
			if !regexp.MustCompile(`^(\r\x1b\[K\w+ing 1 organization: \d+ members read so far)+\r\x1b\[K$`).MatchString(shown) {
				t.Errorf("%q", shown)
			}
		})
	}
}

// onTerminal returns what use writes to a terminal, and lets it look.
func onTerminal(t *testing.T, use func(terminal *os.File, shown *rig.Output)) string {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer master.Close()
	var unlock, number int32
	ioctl(t, master, syscall.TIOCSPTLCK, &unlock)
	ioctl(t, master, syscall.TIOCGPTN, &number)
	terminal, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	var shown rig.Output
	ended := make(chan error)
	go func() {
		_, err := io.Copy(&shown, master)
		ended <- err
	}()
	use(terminal, &shown)
	terminal.Close()
	if err := <-ended; !errors.Is(err, syscall.EIO) { // the end, for a terminal
		t.Error(err)
	}
	return shown.String()
}

// ioctl asks the kernel about a terminal.
func ioctl(t *testing.T, f *os.File, request uintptr, value *int32) {
	t.Helper()
	if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, f.Fd(), request, uintptr(unsafe.Pointer(value))); errno != 0 {
		t.Fatal(errno)
	}
}
