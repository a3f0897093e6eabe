// psacheck FILE...: what Pod Security "restricted" refuses of the Pods that the objects of YAML files make, by the code of
// Kubernetes' own admission plugin (k8s.io/pod-security-admission). One line a violation; the last line says how many Pod
// templates there were. Exit code 1: there are violations; 2: a file cannot be read.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
	sigsyaml "sigs.k8s.io/yaml"
)

// object is a Pod, or anything that has a Pod template at the place where workloads have it.
type object struct {
	Kind     string            `json:"kind"`
	Metadata metav1.ObjectMeta `json:"metadata"`
	Spec     struct {
		corev1.PodSpec
		Template    *corev1.PodTemplateSpec `json:"template"`
		JobTemplate *struct {
			Spec struct {
				Template *corev1.PodTemplateSpec `json:"template"`
			} `json:"spec"`
		} `json:"jobTemplate"`
	} `json:"spec"`
}

func (o object) podTemplate() *corev1.PodTemplateSpec {
	switch {
	case o.Kind == "Pod":
		return &corev1.PodTemplateSpec{ObjectMeta: o.Metadata, Spec: o.Spec.PodSpec}
	case o.Spec.JobTemplate != nil:
		return o.Spec.JobTemplate.Spec.Template
	default:
		return o.Spec.Template
	}
}

func main() {
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	exitIf(err)
	restricted := api.LevelVersion{Level: api.LevelRestricted, Version: api.LatestVersion()}
	templates, violations := 0, 0
	for _, file := range os.Args[1:] {
		objects, err := read(file)
		exitIf(err)
		for _, o := range objects {
			template := o.podTemplate()
			if template == nil {
				continue
			}
			templates++
			for _, result := range evaluator.EvaluatePod(restricted, &template.ObjectMeta, &template.Spec) {
				if !result.Allowed {
					violations++
					fmt.Printf("%s/%s: %s: %s\n", o.Kind, o.Metadata.Name, result.ForbiddenReason, result.ForbiddenDetail)
				}
			}
		}
	}
	fmt.Printf("%d Pod templates, %d violations\n", templates, violations)
	if violations > 0 {
		os.Exit(1)
	}
}

// read gives the workloads of a file. The specs of other kinds have fields of the same names and other types, so only
// what runs Pods is read as a whole.
func read(file string) ([]object, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	documents := yaml.NewYAMLReader(bufio.NewReader(f))
	var objects []object
	for {
		document, err := documents.Read()
		if errors.Is(err, io.EOF) {
			return objects, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		var head struct {
			Kind string `json:"kind"`
		}
		if err := sigsyaml.Unmarshal(document, &head); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		switch head.Kind {
		case "Pod", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob":
			var o object
			if err := sigsyaml.Unmarshal(document, &o); err != nil {
				return nil, fmt.Errorf("%s: %w", file, err)
			}
			objects = append(objects, o)
		}
	}
}

func exitIf(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "psacheck:", err)
		os.Exit(2)
	}
}
