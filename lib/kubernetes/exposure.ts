import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { checkHost, checkObjectName, checkPath } from './names';

/**
 * An Ingress in front of the Service.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/
 */
export interface IngressOptions {
  /**
   * The name of the host: `shop.example.com`.
   */
  readonly host: string;

  /**
   * The beginning of the paths that come here.
   * @default /
   */
  readonly path?: string;

  /**
   * The controller that serves it: `nginx`.
   * @default - that of the cluster
   */
  readonly className?: string;

  /**
   * The Secret with the certificate and key of the host.
   * @default - no TLS
   */
  readonly tlsSecret?: kplus.ISecret;
}

/**
 * A route of a Gateway to the Service.
 *
 * @see https://gateway-api.sigs.k8s.io/api-types/httproute/
 */
export interface RouteOptions {
  /**
   * The name of the Gateway.
   */
  readonly gateway: string;

  /**
   * The namespace of the Gateway.
   * @default - that of the route
   */
  readonly gatewayNamespace?: string;

  /**
   * The name of the host: `shop.example.com`.
   */
  readonly host: string;

  /**
   * The beginning of the paths that come here.
   * @default /
   */
  readonly path?: string;
}

/** What is wrong with the options, each as an error of its own. */
export function checksOf(options: { ingress?: IngressOptions; route?: RouteOptions; priorityClass?: string }): Array<() => void> {
  const { ingress: front, route: way, priorityClass } = options;
  return [
    ...(front ? [
      () => checkHost('ingress.host', front.host, true),
      () => checkPath('ingress.path', front.path ?? '/'),
      () => checkObjectName('ingress.className', front.className ?? 'default'),
    ] : []),
    ...(way ? [
      () => checkHost('route.host', way.host, true),
      () => checkPath('route.path', way.path ?? '/'),
      () => checkObjectName('route.gateway', way.gateway),
      () => checkObjectName('route.gatewayNamespace', way.gatewayNamespace ?? 'default'),
    ] : []),
    () => checkObjectName('priorityClass', priorityClass ?? 'default'),
  ];
}

export function ingress(scope: Construct, service: kplus.Service, options: IngressOptions): kplus.Ingress {
  return new kplus.Ingress(scope, 'ingress', {
    className: options.className,
    rules: [{
      host: options.host,
      path: options.path ?? '/',
      pathType: kplus.HttpIngressPathType.PREFIX,
      backend: kplus.IngressBackend.fromService(service, { port: service.port }),
    }],
    tls: options.tlsSecret && [{ hosts: [options.host], secret: options.tlsSecret }],
  });
}

/** By its API of Kubernetes, for cdk8s-plus has none. */
export function route(scope: Construct, service: kplus.Service, options: RouteOptions): ApiObject {
  return new ApiObject(scope, 'route', {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    spec: {
      parentRefs: [{ name: options.gateway, ...(options.gatewayNamespace ? { namespace: options.gatewayNamespace } : {}) }],
      hostnames: [options.host],
      rules: [{
        matches: [{ path: { type: 'PathPrefix', value: options.path ?? '/' } }],
        backendRefs: [{ name: service.name, port: service.port }],
      }],
    },
  });
}
