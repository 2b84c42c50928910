package advice

import hf "huggingface_exporter/huggingface"

// The diagnoses of requests without an answer, or without a usable one.

func connectionFailures() []Diagnosis {
	return []Diagnosis{
		{hf.KindTokenSource, "The token cannot be read from its configured source.", []string{
			"Check that the file exists, that the exporter's user can read it, and that it contains only the token, on one line.",
			"No other source is tried in its place: the next scrape after the file is back uses it, no restart is needed.",
		}},
		{hf.KindTimeout, "The Hub, or the network on the way to it, did not answer in time.", []string{
			"Check https://status.huggingface.co and the network between the exporter and the Hub.",
			"For a large organization raise --scrape.timeout or --huggingface.request-timeout.",
		}},
		{hf.KindDNS, "The Hub's host name cannot be resolved (DNS).", []string{
			"Check the spelling of --huggingface.endpoint (or HF_ENDPOINT), and the DNS of the machine or pod.",
			"If the network has no public DNS, it probably requires a proxy: set HTTPS_PROXY or proxy_url, and the proxy resolves the name.",
		}},
		{hf.KindRefused, "Connection refused: nothing listens at the Hub's address and port.", []string{
			"Check --huggingface.endpoint (or HF_ENDPOINT), and that the firewall allows outgoing connections.",
			"If the network requires a proxy, set HTTPS_PROXY or proxy_url.",
		}},
		{hf.KindTLS, "The TLS handshake with the Hub failed: its certificate is not trusted, or the two sides have no TLS version or cipher in common.", []string{
			"If a proxy intercepts TLS, pass its CA certificate with tls_config.ca_file in the configuration file, or with SSL_CERT_FILE.",
			"Check the machine's clock, and that --huggingface.endpoint has the right port and the host name of the certificate.",
			"If the error is about a client certificate, configure tls_config.cert_file and tls_config.key_file.",
		}},
		{hf.KindPlainHTTP, "The endpoint's scheme is wrong: plain HTTP was spoken to an HTTPS port, or the reverse.", []string{
			"Change http:// to https:// in --huggingface.endpoint (or HF_ENDPOINT), or the reverse, or correct the port.",
		}},
		{hf.KindProxy, "The proxy refused the exporter's request or cannot be reached.", []string{
			"Check the address, user, and password of the proxy: proxy_url in the configuration file, or HTTPS_PROXY.",
			"Ask the operator of the proxy to allow the Hub's host.",
		}},
		{hf.KindConnection, "The connection to the Hub failed or was interrupted.", []string{
			"If it is rare, ignore it: the next scrape tries again.",
			"If it lasts, check the network, the proxy, and the firewall between the exporter and the Hub.",
		}},
	}
}

func answerFailures() []Diagnosis {
	return []Diagnosis{
		{hf.KindHubError, "The Hub itself failed (server error).", []string{
			"Check https://status.huggingface.co and wait: the exporter keeps retrying.",
			stepReport,
		}},
		{hf.KindNotHub, "The answer is not the Hub's: something between the exporter and the Hub answered, or the endpoint is not a Hub.", []string{
			"Check that --huggingface.endpoint (or HF_ENDPOINT) is the address of a Hub.",
			"Ask the operator of the proxy, firewall, or mirror on the way to allow requests to the Hub's API.",
			stepHubNetwork,
		}},
		{hf.KindUnexpected, "The Hub's answer has a status that the exporter does not expect.", []string{
			"Check that --huggingface.endpoint is the address of a Hub.",
			"Check for a newer version of the exporter.",
		}},
		{hf.KindElsewhere, "The Hub's answer leads to another host, port, or scheme; nothing was sent there.", []string{
			"Check that --huggingface.endpoint is the Hub's own address (https, no www), not one that redirects.",
			"If it is, a proxy changes the answers: ask its operator.",
		}},
		{hf.KindBrokenLink, "The link to the next page of members leads to a page that does not exist.", []string{
			"If --huggingface.endpoint is a proxy below a path, configure the proxy to rewrite the Link header, or use the Hub's own address.",
			"If it is the Hub's own address, report it to Hugging Face with the request id.",
		}},
		{hf.KindHiddenList, "The Hub returned an empty list: the members are hidden from this token (every organization has at least one).", []string{
			"Check that the token's owner is a member of the organization, or use the token of an admin.",
			"Check that a fine-grained token has this organization in its scope, with the permission org.read.",
		}},
		{hf.KindResponse, "The Hub's answer is malformed, so nothing of it was used.", []string{
			"Check that --huggingface.endpoint is the address of a Hub, and that no proxy changes its answers.",
			"If it lasts, check for a newer version of the exporter, or report it with the request id.",
		}},
	}
}
