package web_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"huggingface_exporter/internal/web"
)

func TestLimit(t *testing.T) {
	entered, leave := make(chan struct{}), make(chan struct{})
	limited := web.Limit(2, http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		entered <- struct{}{}
		<-leave
	}))
	ask := func() int {
		w := httptest.NewRecorder()
		limited.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", http.NoBody))
		return w.Code
	}
	answers := make(chan int, 3)
	for range 2 {
		go func() { answers <- ask() }()
		<-entered
	}
	if got := ask(); got != http.StatusServiceUnavailable {
		t.Errorf("the third at once gets %d", got)
	}
	close(leave)
	go func() { <-entered }()
	for range 2 {
		if got := <-answers; got != http.StatusOK {
			t.Errorf("one of the first two gets %d", got)
		}
	}
	if got := ask(); got != http.StatusOK {
		t.Errorf("the next gets %d", got)
	}
}
