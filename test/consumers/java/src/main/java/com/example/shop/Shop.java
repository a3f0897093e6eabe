package com.example.shop;

import io.github.cdk8spythonvenv.pythonvenv.Autoscaling;
import io.github.cdk8spythonvenv.pythonvenv.BuildSecret;
import io.github.cdk8spythonvenv.pythonvenv.DebianPythonBaseOptions;
import io.github.cdk8spythonvenv.pythonvenv.DebianRelease;
import io.github.cdk8spythonvenv.pythonvenv.HealthChecks;
import io.github.cdk8spythonvenv.pythonvenv.HttpHealthOptions;
import io.github.cdk8spythonvenv.pythonvenv.IngressOptions;
import io.github.cdk8spythonvenv.pythonvenv.JobOptions;
import io.github.cdk8spythonvenv.pythonvenv.JobOrdering;
import io.github.cdk8spythonvenv.pythonvenv.NetworkAccess;
import io.github.cdk8spythonvenv.pythonvenv.PackageIndex;
import io.github.cdk8spythonvenv.pythonvenv.PackageIndexOptions;
import io.github.cdk8spythonvenv.pythonvenv.PythonBase;
import io.github.cdk8spythonvenv.pythonvenv.PythonVenvBuild;
import io.github.cdk8spythonvenv.pythonvenv.PythonVenvImage;
import io.github.cdk8spythonvenv.pythonvenv.PythonVersion;
import io.github.cdk8spythonvenv.pythonvenv.WorkerOptions;
import io.github.cdk8spythonvenv.pythonvenv.WritablePath;
import java.util.List;
import java.util.Map;
import org.cdk8s.Chart;
import org.cdk8s.Cron;
import org.cdk8s.Size;
import org.cdk8s.plus27.ContainerOpts;
import org.cdk8s.plus27.CronJob;
import org.cdk8s.plus27.EnvValue;
import org.cdk8s.plus27.ISecret;
import org.cdk8s.plus27.NetworkPolicyIpBlock;
import org.cdk8s.plus27.Secret;
import org.cdk8s.plus27.SecretValue;
import software.constructs.Construct;

/** The shop: a server with its worker and migration, a mailer, and a nightly report. */
public final class Shop extends Chart {
    private final PythonVenvImage web;

    public Shop(final Construct scope, final String id, final String registry, final String host) {
        super(scope, id);
        web = shop(registry, host);
        mailer(registry);
        report(registry);
    }

    public PythonVenvImage getWeb() {
        return web;
    }

    /** requirements.txt, and the company's index instead of PyPI. */
    private PythonVenvImage shop(final String registry, final String host) {
        final ISecret secret = Secret.fromSecretName(this, "database", "shop-database");
        final PackageIndexOptions login = PackageIndexOptions.builder()
            .username("ci")
            .password(BuildSecret.fromEnvironment("PIP_PASSWORD"))
            .build();
        // the order of Map.of is another in each run, and that of the manifest is not
        final Map<String, EnvValue> environment = Map.of(
            "BROKER_URL", EnvValue.fromValue("$(REDIS_URL)/0"),
            "CACHE_URL", EnvValue.fromValue("$(REDIS_URL)/1"),
            "DATABASE_URL", EnvValue.fromSecretValue(SecretValue.builder().secret(secret).key("url").build()),
            "REDIS_URL", EnvValue.fromValue("redis://redis"));
        final PythonVenvImage image = PythonVenvImage.Builder.create(this, "web")
            .context("../apps/shop")
            .repository(registry + "/shop")
            .packageIndexes(List.of(PackageIndex.insteadOfPypi("https://pypi.example.com/simple/", login)))
            .command(List.of("gunicorn", "shop:app", "--bind=0.0.0.0:8000", "--worker-tmp-dir=/dev/shm"))
            .environment(environment)
            .health(HealthChecks.http(HttpHealthOptions.builder().ready("/healthz").live("/livez").host(host).build()))
            .autoscaling(Autoscaling.builder().maxReplicas(6).build())
            .ingress(IngressOptions.builder().host(host).build())
            .labels(Map.of("org.opencontainers.image.title", "Shop \"München\" $5"))
            .platforms(List.of("linux/amd64", "linux/arm64"))
            .build();
        image.addWorker("worker", WorkerOptions.builder().command(List.of("celery", "--app=shop.tasks", "worker")).replicas(2).build());
        image.addJob("migrate", JobOptions.builder()
            .command(List.of("alembic", "upgrade", "head"))
            .ordering(JobOrdering.ARGO_CD_PRE_SYNC)
            .build());
        image.waitFor("migrations", List.of("alembic", "current", "--check-heads"));
        return image;
    }

    /** uv. */
    private void mailer(final String registry) {
        PythonVenvImage.Builder.create(this, "mailer")
            .context("../apps/mailer")
            .repository(registry + "/mailer")
            .command(List.of("uvicorn", "mailer:app", "--host=0.0.0.0", "--port=8000"))
            .replicas(1)
            .writable(List.of(WritablePath.emptyDir("/app/spool", Size.mebibytes(64))))
            .network(NetworkAccess.builder().allowTo(List.of(NetworkPolicyIpBlock.ipv4(this, "smtp", "10.0.0.0/8"))).build())
            .build();
    }

    /** Wheels of its own, and no server: an image for a CronJob of cdk8s-plus. */
    private void report(final String registry) {
        final DebianPythonBaseOptions bookworm = DebianPythonBaseOptions.builder()
            .python(PythonVersion.V3_12)
            .release(DebianRelease.BOOKWORM)
            .build();
        final PythonVenvBuild report = PythonVenvBuild.Builder.create(this, "report")
            .context("../apps/report")
            .repository(registry + "/report")
            .base(PythonBase.debian(bookworm))
            .dependencies(new VendoredWheels("report"))
            .command(List.of("report"))
            .build();
        final CronJob nightly = CronJob.Builder.create(this, "nightly")
            .schedule(Cron.daily())
            .containers(List.of(report.container(ContainerOpts.builder().args(List.of("report", "--all")).build())))
            .build();
        report.harden(nightly);
    }
}
