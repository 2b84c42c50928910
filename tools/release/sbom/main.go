// Command sbom writes the bill of materials of a Go binary as CycloneDX JSON.
//
// It reads what the linker recorded in the binary, so the bill lists what is in it, not what
// go.mod would allow. The same binary always gives the same bill.
package main

import (
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/base64"
	"encoding/hex"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"
	"time"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"huggingface_exporter/tools/release/license"
)

func main() {
	version := flag.String("version", "", "version of the binary")
	epoch := flag.Int64("epoch", 0, "time of the build, in seconds since 1970")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: sbom -version VERSION -epoch SECONDS BINARY")
		os.Exit(2)
	}
	if err := run(os.Stdout, flag.Arg(0), *version, time.Unix(*epoch, 0).UTC()); err != nil {
		fmt.Fprintln(os.Stderr, "sbom:", err)
		os.Exit(1)
	}
}

func run(out io.Writer, path, version string, built time.Time) error {
	binary, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	info, err := buildinfo.ReadFile(path)
	if err != nil {
		return err
	}
	encoder := cdx.NewBOMEncoder(out, cdx.BOMFileFormatJSON)
	encoder.SetPretty(true)
	bom, err := bill(info, sha256.Sum256(binary), version, built)
	if err != nil {
		return err
	}
	return encoder.Encode(bom)
}

func bill(info *debug.BuildInfo, sum [sha256.Size]byte, version string, built time.Time) (*cdx.BOM, error) {
	subject := cdx.Component{
		Type:       cdx.ComponentTypeApplication,
		Name:       info.Main.Path,
		Version:    version,
		PackageURL: purl(info.Main.Path, version),
		Licenses:   licenses("Apache-2.0"),
		Hashes:     &[]cdx.Hash{{Algorithm: cdx.HashAlgoSHA256, Value: hex.EncodeToString(sum[:])}},
		Properties: &[]cdx.Property{
			{Name: "build:go", Value: info.GoVersion},
			{Name: "build:platform", Value: platform(info.Settings)},
		},
	}
	subject.BOMRef = subject.PackageURL

	std := library("std", strings.TrimPrefix(info.GoVersion, "go"), "")
	std.Licenses = licenses("BSD-3-Clause")
	components := []cdx.Component{std}
	for _, module := range info.Deps {
		if module.Replace != nil {
			module = module.Replace
		}
		component := library(module.Path, module.Version, module.Sum)
		directory, err := license.Directory(module.Path, module.Version)
		if err != nil {
			return nil, err
		}
		identifiers, _, err := license.Find(directory)
		if err != nil {
			return nil, err
		}
		component.Licenses = licenses(identifiers...)
		components = append(components, component)
	}
	needed := make([]string, len(components))
	for i, component := range components {
		needed[i] = component.BOMRef
	}

	bom := cdx.NewBOM()
	bom.SerialNumber = serial(sum)
	bom.Metadata = &cdx.Metadata{Timestamp: built.Format(time.RFC3339), Component: &subject}
	bom.Components = &components
	bom.Dependencies = &[]cdx.Dependency{{Ref: subject.BOMRef, Dependencies: &needed}}
	return bom, nil
}

// library describes a module; sum is its line of go.sum, "h1:" and a SHA-256 in base64.
func library(path, version, sum string) cdx.Component {
	component := cdx.Component{
		Type:       cdx.ComponentTypeLibrary,
		Name:       path,
		Version:    version,
		Scope:      cdx.ScopeRequired,
		PackageURL: purl(path, version),
	}
	component.BOMRef = component.PackageURL
	if digest, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(sum, "h1:")); err == nil && len(digest) == sha256.Size {
		component.Hashes = &[]cdx.Hash{{Algorithm: cdx.HashAlgoSHA256, Value: hex.EncodeToString(digest)}}
	}
	return component
}

// licenses lists licenses that all hold, by their SPDX identifiers.
func licenses(identifiers ...string) *cdx.Licenses {
	var all cdx.Licenses
	for _, identifier := range identifiers {
		all = append(all, cdx.LicenseChoice{License: &cdx.License{ID: identifier}})
	}
	return &all
}

func purl(path, version string) string {
	return "pkg:golang/" + path + "@" + version
}

// platform is how the Go toolchain names it: linux/arm64.
func platform(settings []debug.BuildSetting) string {
	values := map[string]string{}
	for _, setting := range settings {
		values[setting.Key] = setting.Value
	}
	return values["GOOS"] + "/" + values["GOARCH"]
}

// serial is a UUID made of the binary's digest (RFC 9562, version 8), as CycloneDX asks for one.
func serial(sum [sha256.Size]byte) string {
	id := sum[:16]
	id[6] = id[6]&0x0f | 0x80
	id[8] = id[8]&0x3f | 0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
}
