// flux KUSTOMIZATION REPOSITORY: prints what Flux would apply of a repository, by the code of its kustomize-controller.
//
// KUSTOMIZATION is a file with the object that says so; the kustomization.yaml that Flux generates is left where it belongs. Exit
// code 2: a file cannot be read or built.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/fluxcd/pkg/kustomize"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"
)

func main() {
	if len(os.Args) != 3 {
		exit(fmt.Errorf("usage: flux KUSTOMIZATION REPOSITORY"))
	}
	text, err := build(os.Args[1], os.Args[2])
	if err == nil {
		_, err = os.Stdout.Write(text)
	}
	if err != nil {
		exit(err)
	}
}

func build(file, repository string) ([]byte, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var object unstructured.Unstructured
	if err := yaml.Unmarshal(text, &object.Object); err != nil {
		return nil, err
	}
	path, _, err := unstructured.NestedString(object.Object, "spec", "path")
	if err != nil {
		return nil, err
	}
	folder := filepath.Join(repository, path)
	if _, err := kustomize.NewGenerator(repository, object).WriteFile(folder); err != nil {
		return nil, err
	}
	resources, err := kustomize.SecureBuild(repository, folder, false)
	if err != nil {
		return nil, err
	}
	return resources.AsYaml()
}

func exit(err error) {
	fmt.Fprintln(os.Stderr, "flux:", err)
	os.Exit(2)
}
