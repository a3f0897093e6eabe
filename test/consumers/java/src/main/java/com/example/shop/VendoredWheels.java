package com.example.shop;

import io.github.cdk8spythonvenv.pythonvenv.Finding;
import io.github.cdk8spythonvenv.pythonvenv.IDependencyInstaller;
import io.github.cdk8spythonvenv.pythonvenv.InstallCache;
import io.github.cdk8spythonvenv.pythonvenv.InstallContext;
import io.github.cdk8spythonvenv.pythonvenv.InstallPlan;
import io.github.cdk8spythonvenv.pythonvenv.InstallStep;
import java.util.List;
import software.amazon.jsii.JsiiObject;

/** Installs wheels that were committed beside the application. */
public final class VendoredWheels extends JsiiObject implements IDependencyInstaller {
    private final String distribution;

    public VendoredWheels(final String distribution) {
        super(JsiiObject.InitializationMode.JSII);
        this.distribution = distribution;
    }

    @Override
    public InstallPlan bind(final InstallContext context) {
        final List<String> wheels = context.getFiles().listDirectory("wheels").stream().map(name -> "wheels/" + name).toList();
        final String python = context.getVenv() + "/bin/python";
        return InstallPlan.builder()
            .steps(List.of(InstallStep.builder()
                .files(wheels)
                .commands(List.of(List.of("pip", "--python", python, "install", "--no-index", "--find-links", "wheels", distribution)))
                .caches(List.of(InstallCache.builder().name("wheels").target("/root/.cache/pip").build()))
                .comment(List.of(wheels.size() + " wheels for Python " + context.getPython() + " on " + context.getDebian()))
                .build()))
            .findings(List.of(Finding.builder().subject("dependencies").value("wheels").evidence("the directory wheels").build()))
            .problems(wheels.isEmpty() ? List.of("the directory wheels is empty") : List.of())
            .build();
    }
}
