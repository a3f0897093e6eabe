"""An installer of our own."""

import jsii
from cdk8s_python_venv import Finding, IDependencyInstaller, InstallCache, InstallContext, InstallPlan, InstallStep


@jsii.implements(IDependencyInstaller)
class VendoredWheels:
    """Installs wheels that were committed beside the application."""

    def __init__(self, distribution: str) -> None:
        self.distribution = distribution

    def bind(self, context: InstallContext) -> InstallPlan:
        wheels = [f"wheels/{name}" for name in context.files.list_directory("wheels")]
        python = f"{context.venv}/bin/python"
        return InstallPlan(
            steps=[
                InstallStep(
                    files=wheels,
                    commands=[["pip", "--python", python, "install", "--no-index", "--find-links", "wheels", self.distribution]],
                    caches=[InstallCache(name="wheels", target="/root/.cache/pip")],
                    comment=[f"{len(wheels)} wheels for Python {context.python} on {context.debian}"],
                )
            ],
            findings=[Finding(subject="dependencies", value="wheels", evidence="the directory wheels")],
            problems=[] if wheels else ["the directory wheels is empty"],
        )
