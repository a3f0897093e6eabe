package main

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
	kplus "github.com/cdk8s-team/cdk8s-plus-go/cdk8splus27/v2"

	venv "github.com/cdk8s-python-venv/cdk8s-python-venv-go/cdk8spythonvenv"
)

// ShopProps is what differs between the places where the shop runs.
type ShopProps struct {
	Registry string
	Host     string
}

// Shop is a server with its worker and migration, a mailer, and a nightly report.
type Shop struct {
	cdk8s.Chart
	Web venv.PythonVenvImage
}

// NewShop adds the shop to an App.
func NewShop(scope constructs.Construct, id string, props *ShopProps) *Shop {
	shop := &Shop{Chart: cdk8s.NewChart(scope, jsii.String(id), nil)}
	shop.Web = shop.shop(props)
	shop.mailer(props)
	shop.report(props)
	return shop
}

// shop has requirements.txt, and the company's index instead of PyPI.
func (s *Shop) shop(props *ShopProps) venv.PythonVenvImage {
	secret := kplus.Secret_FromSecretName(s.Chart, jsii.String("database"), jsii.String("shop-database"))
	index := venv.PackageIndex_InsteadOfPypi(jsii.String("https://pypi.example.com/simple/"), &venv.PackageIndexOptions{
		Username: jsii.String("ci"),
		Password: venv.BuildSecret_FromEnvironment(jsii.String("PIP_PASSWORD"), nil),
	})
	web := venv.NewPythonVenvImage(s.Chart, jsii.String("web"), &venv.PythonVenvImageProps{
		Context:        jsii.String("../apps/shop"),
		Repository:     jsii.String(props.Registry + "/shop"),
		PackageIndexes: &[]venv.PackageIndex{index},
		Command:        jsii.Strings("gunicorn", "shop:app", "--bind=0.0.0.0:8000", "--worker-tmp-dir=/dev/shm"),
		Environment: &map[string]kplus.EnvValue{
			"BROKER_URL":   kplus.EnvValue_FromValue(jsii.String("$(REDIS_URL)/0")),
			"CACHE_URL":    kplus.EnvValue_FromValue(jsii.String("$(REDIS_URL)/1")),
			"DATABASE_URL": kplus.EnvValue_FromSecretValue(&kplus.SecretValue{Secret: secret, Key: jsii.String("url")}, nil),
			"REDIS_URL":    kplus.EnvValue_FromValue(jsii.String("redis://redis")),
		},
		Health: venv.HealthChecks_Http(&venv.HttpHealthOptions{
			Ready: jsii.String("/healthz"),
			Live:  jsii.String("/livez"),
			Host:  jsii.String(props.Host),
		}),
		Autoscaling: &venv.Autoscaling{MaxReplicas: jsii.Number(6)},
		Ingress:     &venv.IngressOptions{Host: jsii.String(props.Host)},
		Labels:      &map[string]*string{"org.opencontainers.image.title": jsii.String(`Shop "München" $5`)},
		Platforms:   jsii.Strings("linux/amd64", "linux/arm64"),
	})
	web.AddWorker(jsii.String("worker"), &venv.WorkerOptions{
		Command:  jsii.Strings("celery", "--app=shop.tasks", "worker"),
		Replicas: jsii.Number(2),
	})
	web.AddJob(jsii.String("migrate"), &venv.JobOptions{
		Command:  jsii.Strings("alembic", "upgrade", "head"),
		Ordering: venv.JobOrdering_ARGO_CD_PRE_SYNC,
	})
	web.WaitFor(jsii.String("migrations"), jsii.Strings("alembic", "current", "--check-heads"))
	return web
}

// mailer has uv.
func (s *Shop) mailer(props *ShopProps) {
	smtp := kplus.NetworkPolicyIpBlock_Ipv4(s.Chart, jsii.String("smtp"), jsii.String("10.0.0.0/8"), nil)
	venv.NewPythonVenvImage(s.Chart, jsii.String("mailer"), &venv.PythonVenvImageProps{
		Context:    jsii.String("../apps/mailer"),
		Repository: jsii.String(props.Registry + "/mailer"),
		Command:    jsii.Strings("uvicorn", "mailer:app", "--host=0.0.0.0", "--port=8000"),
		Replicas:   jsii.Number(1),
		Writable:   &[]venv.WritablePath{venv.WritablePath_EmptyDir(jsii.String("/app/spool"), cdk8s.Size_Mebibytes(jsii.Number(64)))},
		Network:    &venv.NetworkAccess{AllowTo: &[]kplus.INetworkPolicyPeer{smtp}},
	})
}

// report has wheels of its own, and no server: an image for a CronJob of cdk8s-plus.
func (s *Shop) report(props *ShopProps) {
	report := venv.NewPythonVenvBuild(s.Chart, jsii.String("report"), &venv.PythonVenvBuildProps{
		Context:      jsii.String("../apps/report"),
		Repository:   jsii.String(props.Registry + "/report"),
		Base:         venv.PythonBase_Debian(&venv.DebianPythonBaseOptions{Python: venv.PythonVersion_V3_12(), Release: venv.DebianRelease_BOOKWORM()}),
		Dependencies: &VendoredWheels{Distribution: "report"},
		Command:      jsii.Strings("report"),
	})
	nightly := kplus.NewCronJob(s.Chart, jsii.String("nightly"), &kplus.CronJobProps{
		Schedule:   cdk8s.Cron_Daily(),
		Containers: &[]*kplus.ContainerProps{report.Container(&kplus.ContainerOpts{Args: jsii.Strings("report", "--all")})},
	})
	report.Harden(nightly)
}
