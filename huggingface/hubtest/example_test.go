package hubtest_test

import (
	"fmt"
	"io"
	"net/http"

	"huggingface_exporter/huggingface/hubtest"
)

func Example() {
	hub := hubtest.New()
	hub.SetOrganization(hubtest.Organization{
		Name: "acme",
		Members: []hubtest.Member{
			{ID: "5e0000000000000000000001", User: "ann", Fullname: "Ann", AvatarURL: "https://a.example/ann", Role: "admin"},
		},
		Tokens: map[string]hubtest.Power{"hf_insider": hubtest.Insider},
	})
	server := hubtest.NewServer(hub)
	defer server.Close()

	ask := func() {
		request, _ := http.NewRequest(http.MethodGet, server.URL+"/api/organizations/acme/members", http.NoBody)
		request.Header.Set("Authorization", "Bearer hf_insider")
		response, err := server.Client().Do(request)
		if err != nil {
			fmt.Println(err)
			return
		}
		defer response.Body.Close()
		body, _ := io.ReadAll(response.Body)
		fmt.Println(response.StatusCode, string(body))
	}

	remove := hub.Fault(hubtest.Match{Organization: "acme"}, hubtest.Status(http.StatusForbidden, "SSO required"))
	ask()
	remove()
	ask()
	fmt.Println(len(hub.Requests()), "requests arrived")

	// Output:
	// 403 {"error":"SSO required"}
	// 200 [{"_id":"5e0000000000000000000001","user":"ann","fullname":"Ann","avatarUrl":"https://a.example/ann","isPro":false,"type":"user","role":"admin"}]
	// 2 requests arrived
}
