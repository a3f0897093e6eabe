"""The shop: a server with its worker and migration, a mailer, and a nightly report."""

import cdk8s
import cdk8s_plus_27 as kplus
import cdk8s_python_venv as venv
from constructs import Construct

from vendored_wheels import VendoredWheels


class Shop(cdk8s.Chart):
    def __init__(self, scope: Construct, id: str, *, registry: str, host: str) -> None:
        super().__init__(scope, id)
        self.web = self._shop(registry, host)
        self._mailer(registry)
        self._report(registry)

    def _shop(self, registry: str, host: str) -> venv.PythonVenvImage:
        """requirements.txt, and the company's index instead of PyPI."""
        secret = kplus.Secret.from_secret_name(self, "database", "shop-database")
        password = venv.BuildSecret.from_environment("PIP_PASSWORD")
        web = venv.PythonVenvImage(
            self,
            "web",
            context="../apps/shop",
            repository=f"{registry}/shop",
            package_indexes=[
                venv.PackageIndex.instead_of_pypi("https://pypi.example.com/simple/", username="ci", password=password)
            ],
            command=["gunicorn", "shop:app", "--bind=0.0.0.0:8000", "--worker-tmp-dir=/dev/shm"],
            environment={
                "BROKER_URL": kplus.EnvValue.from_value("$(REDIS_URL)/0"),
                "CACHE_URL": kplus.EnvValue.from_value("$(REDIS_URL)/1"),
                "DATABASE_URL": kplus.EnvValue.from_secret_value(kplus.SecretValue(secret=secret, key="url")),
                "REDIS_URL": kplus.EnvValue.from_value("redis://redis"),
            },
            health=venv.HealthChecks.http(ready="/healthz", live="/livez", host=host),
            autoscaling=venv.Autoscaling(max_replicas=6),
            ingress=venv.IngressOptions(host=host),
            labels={"org.opencontainers.image.title": 'Shop "München" $5'},
            platforms=["linux/amd64", "linux/arm64"],
        )
        web.add_worker("worker", command=["celery", "--app=shop.tasks", "worker"], replicas=2)
        web.add_job("migrate", command=["alembic", "upgrade", "head"], ordering=venv.JobOrdering.ARGO_CD_PRE_SYNC)
        web.wait_for("migrations", ["alembic", "current", "--check-heads"])
        return web

    def _mailer(self, registry: str) -> None:
        """uv."""
        venv.PythonVenvImage(
            self,
            "mailer",
            context="../apps/mailer",
            repository=f"{registry}/mailer",
            command=["uvicorn", "mailer:app", "--host=0.0.0.0", "--port=8000"],
            replicas=1,
            writable=[venv.WritablePath.empty_dir("/app/spool", cdk8s.Size.mebibytes(64))],
            network=venv.NetworkAccess(allow_to=[kplus.NetworkPolicyIpBlock.ipv4(self, "smtp", "10.0.0.0/8")]),
        )

    def _report(self, registry: str) -> None:
        """Wheels of its own, and no server: an image for a CronJob of cdk8s-plus."""
        report = venv.PythonVenvBuild(
            self,
            "report",
            context="../apps/report",
            repository=f"{registry}/report",
            base=venv.PythonBase.debian(python=venv.PythonVersion.V3_12, release=venv.DebianRelease.BOOKWORM),
            dependencies=VendoredWheels("report"),
            command=["report"],
        )
        container = report.container(args=["report", "--all"])
        nightly = kplus.CronJob(self, "nightly", schedule=cdk8s.Cron.daily(), containers=[container])
        report.harden(nightly)
