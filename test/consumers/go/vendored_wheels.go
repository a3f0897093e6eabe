package main

import (
	"fmt"

	"github.com/aws/jsii-runtime-go"
	venv "github.com/cdk8s-python-venv/cdk8s-python-venv-go/cdk8spythonvenv"
)

// VendoredWheels installs wheels that were committed beside the application.
type VendoredWheels struct {
	Distribution string
}

// Bind implements venv.IDependencyInstaller.
func (v *VendoredWheels) Bind(context *venv.InstallContext) *venv.InstallPlan {
	wheels := []*string{}
	for _, name := range *context.Files.ListDirectory(jsii.String("wheels")) {
		wheels = append(wheels, jsii.String("wheels/"+*name))
	}
	problems := []*string{}
	if len(wheels) == 0 {
		problems = append(problems, jsii.String("the directory wheels is empty"))
	}
	install := jsii.Strings("pip", "--python", *context.Venv+"/bin/python", "install", "--no-index", "--find-links", "wheels", v.Distribution)
	return &venv.InstallPlan{
		Steps: &[]*venv.InstallStep{{
			Files:    &wheels,
			Commands: &[]*[]*string{install},
			Caches:   &[]*venv.InstallCache{{Name: jsii.String("wheels"), Target: jsii.String("/root/.cache/pip")}},
			Comment:  jsii.Strings(fmt.Sprintf("%d wheels for Python %s on %s", len(wheels), *context.Python, *context.Debian)),
		}},
		Findings: &[]*venv.Finding{{
			Subject:  jsii.String("dependencies"),
			Value:    jsii.String("wheels"),
			Evidence: jsii.String("the directory wheels"),
		}},
		Problems: &problems,
	}
}
