"""The stack of ../stack.ts as a Python team writes it."""

from typing import List

import cdk8s
import cdk8s_plus_27 as kplus
import cdk8s_python_venv as venv
import jsii
from constructs import Construct


@jsii.implements(venv.IDependencyInstaller)
class VendoredWheels:
    """Installs wheels that were committed beside the application."""

    def bind(self, context: venv.InstallContext) -> venv.InstallPlan:
        wheels: List[str] = [f"wheels/{name}" for name in context.files.list_directory("wheels")]
        return venv.InstallPlan(
            steps=[
                venv.InstallStep(
                    files=wheels,
                    commands=[
                        ["pip", "--python", f"{context.venv}/bin/python", "install", "--no-index", "--find-links", "wheels", "shop"]
                    ],
                    caches=[venv.InstallCache(name="wheels", target="/root/.cache/pip")],
                    comment=[f"for Python {context.python} on {context.debian}"],
                )
            ],
            findings=[venv.Finding(subject="dependencies", value="wheels", evidence=f"{len(wheels)} wheels")],
            problems=[] if wheels else ["no wheels"],
        )


class Seeds(cdk8s.Chart):
    """One image with its Deployment and Service, a CronJob of the same image, and an image without any."""

    def __init__(self, scope: Construct, id: str, *, article: str, vendored: str) -> None:
        super().__init__(scope, id)
        self.web = venv.PythonVenvImage(
            self,
            "web",
            context=article,
            repository="registry.example.com/seeds",
            runtime_packages=["libpq5", "libxml2", "libxslt1.1"],
            assets=venv.NodeAssets.yarn(
                sources=["gulpfile.js", "media"],
                command=["gulp", "build", "--production"],
                output="static_final",
            ),
            command=["./bin/run.sh"],
            environment={"DATABASE_HOST": kplus.EnvValue.from_value("db")},
            health=venv.HealthChecks.http(ready="/healthz", live="/livez", host="seeds.example.com"),
            autoscaling=venv.Autoscaling(max_replicas=5),
            writable=[venv.WritablePath.empty_dir("/app/cache", cdk8s.Size.mebibytes(16))],
            network=venv.NetworkAccess(allow_to=[kplus.NetworkPolicyIpBlock.ipv4(self, "db", "10.0.0.0/8")]),
            ingress=venv.IngressOptions(host="seeds.example.com"),
            labels={"org.opencontainers.image.title": 'Hollow Lane "Seeds"'},
            platforms=["linux/amd64", "linux/arm64"],
            revision="1",
        )
        self.web.add_worker("worker", command=["celery", "worker"], replicas=2)
        self.web.add_job(
            "migrate",
            command=["python", "manage.py", "migrate"],
            ordering=venv.JobOrdering.ARGO_CD_PRE_SYNC,
        )
        self.web.wait_for("migrations", ["python", "manage.py", "migrate", "--check"])
        report = kplus.CronJob(
            self,
            "report",
            schedule=cdk8s.Cron.daily(),
            containers=[self.web.container(args=["python", "-m", "report"])],
        )
        self.web.harden(report)
        old = venv.PythonVenvBuild(
            self,
            "Old",
            context=vendored,
            repository="registry.example.com/old",
            base=venv.PythonBase.debian(python=venv.PythonVersion.of("3.10"), release=venv.DebianRelease.BOOKWORM),
            venv_tool=venv.VenvTool.VIRTUALENV,
            dependencies=VendoredWheels(),
            command=["shop"],
        )
        old.acknowledge_warning("python-end-of-life", "retired in March")
