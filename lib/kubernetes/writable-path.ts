import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';

/** The image has these; a volume over them, above them or inside the virtualenv would hide what it has. */
const KEPT = ['/app', '/venv'];

/**
 * A directory that the processes of an image may write to, beside /tmp.
 */
export class WritablePath {
  /**
   * A directory of each Pod's own, empty when it starts and gone when it ends.
   *
   * @param path absolute, such as `/app/cache`
   * @param sizeLimit what it may hold; a Pod that writes more is evicted. By default 256 MiB.
   * @throws when the path is not absolute, or hides what the image has
   */
  public static emptyDir(path: string, sizeLimit: Size = Size.mebibytes(256)): WritablePath {
    return new WritablePath(path, (scope, name) => kplus.Volume.fromEmptyDir(scope, name, name, { sizeLimit }));
  }

  /**
   * A directory that is kept, on the volume of a claim. Several Pods need a claim that several may write to.
   *
   * @param path absolute, such as `/app/media`
   * @param claim the claim, of cdk8s-plus
   * @throws when the path is not absolute, or hides what the image has
   */
  public static claim(path: string, claim: kplus.IPersistentVolumeClaim): WritablePath {
    return new WritablePath(path, (scope, name) => kplus.Volume.fromPersistentVolumeClaim(scope, name, claim, { name }));
  }

  /**
   * Where it is, absolute.
   */
  public readonly path: string;

  private constructor(path: string, private readonly makeVolume: (scope: Construct, name: string) => kplus.Volume) {
    if (!/^(?:\/[A-Za-z0-9_][A-Za-z0-9_.-]*)+$/.test(path)) {
      throw new Error(`a writable path must be absolute, of letters, digits, '_', '.' and '-', such as '/app/media', got ${JSON.stringify(path)}`);
    }
    if (KEPT.includes(path) || path.startsWith('/venv/')) {
      throw new Error(`a volume at ${JSON.stringify(path)} would hide what the image has there; take a directory of its own, such as '/app/media'`);
    }
    this.path = path;
  }

  /** @internal */
  public _mount(scope: Construct): kplus.VolumeMount {
    const name = this.path.slice(1).toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/-$/, '');
    return { path: this.path, volume: this.makeVolume(scope, name.slice(0, 63)) };
  }
}
