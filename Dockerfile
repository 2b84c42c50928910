# Builds from source: "docker build ." needs nothing else. Where the usual base images cannot be had, give your own:
# GO_IMAGE needs Go, a shell and CA certificates; git too, unless REVISION and BUILD_DATE are given.
# The label of the revision needs its argument: docker build --build-arg REVISION=$(scripts/revision) .
# The newest patch of Go 1.26: it has the fixes of the standard library.
ARG GO_IMAGE=golang:1.26-bookworm
ARG BASE_IMAGE=scratch

# The compiler runs on the builder's own platform and cross-compiles for the target's.
FROM --platform=$BUILDPLATFORM ${GO_IMAGE} AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG TARGETOS TARGETARCH TARGETVARIANT
ARG REVISION BUILD_DATE
RUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH GOARM=${TARGETVARIANT#v} \
    go build -trimpath -buildvcs=false -ldflags "$(scripts/ldflags)" -o /huggingface_exporter .

FROM ${BASE_IMAGE}
# VERSION is the content of the file of that name; a test holds them together.
ARG VERSION=0.1.0
ARG REVISION=unknown
ARG SOURCE=https://example.org/huggingface_exporter
LABEL org.opencontainers.image.title="huggingface_exporter" \
      org.opencontainers.image.description="Prometheus exporter for the seats of Hugging Face organizations" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.vendor="huggingface_exporter maintainers" \
      org.opencontainers.image.source="${SOURCE}" \
      org.opencontainers.image.url="${SOURCE}" \
      org.opencontainers.image.documentation="${SOURCE}#readme" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /huggingface_exporter /bin/huggingface_exporter
COPY --from=build /src/LICENSE /src/NOTICE /
# A number, so that Kubernetes can see that it is not root.
USER 65532:65532
EXPOSE 10120
# Asks where --web.listen-address and --web.config.file of the running exporter say that it listens.
HEALTHCHECK CMD ["/bin/huggingface_exporter", "healthcheck"]
ENTRYPOINT ["/bin/huggingface_exporter"]
