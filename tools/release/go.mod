module huggingface_exporter/tools/release

go 1.26.8

require github.com/CycloneDX/cyclonedx-go v0.12.0

require github.com/google/licensecheck v0.3.1
