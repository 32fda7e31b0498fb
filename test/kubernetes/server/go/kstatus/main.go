// Prints the kstatus of the object on standard input (JSON or YAML), as `{"status":"InProgress","message":"…"}`: what Flux, Argo CD and `kubectl` plugins make of it.
package main

import (
	"encoding/json"
	"io"
	"log"
	"os"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/cli-utils/pkg/kstatus/status"
	"sigs.k8s.io/yaml"
)

func main() {
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		log.Fatal(err)
	}
	asJSON, err := yaml.YAMLToJSON(text)
	if err != nil {
		log.Fatal(err)
	}
	object := unstructured.Unstructured{}
	if err := object.UnmarshalJSON(asJSON); err != nil {
		log.Fatal(err)
	}
	result, err := status.Compute(&object)
	if err != nil {
		log.Fatal(err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(map[string]string{"status": string(result.Status), "message": result.Message}); err != nil {
		log.Fatal(err)
	}
}
