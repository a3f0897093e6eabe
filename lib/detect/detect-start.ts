import { posix } from 'path';
import { AppIndex } from './start/app-index';
import { Candidate } from './start/candidate';
import { choose } from './start/choose';
import { completeMention } from './start/complete-mention';
import { consoleScripts } from './start/console-scripts';
import { commandFinding, environmentFinding, evidenceOf, listOf } from './start/describe';
import { djangoRoots, DjangoStart, djangoStart, isDjango } from './start/django';
import { EnvironmentRead } from './start/environment-reads';
import { importedReads } from './start/imported-reads';
import { Installed } from './start/installed';
import { Mention } from './start/mention';
import { findMentions } from './start/mention-files';
import { howToAdd, proposedServer } from './start/missing-server';
import { hiddenCode, reflexApp, Started, startedProgram, startedScript } from './start/no-application';
import { aiohttpStart, OwnStart, sanicStart, scriptStart, selfStart } from './start/own-server';
import { pasteCandidates, pserveStart } from './start/paste';
import { placeOf } from './start/place';
import { AppResolver } from './start/resolve-app';
import { Rival, rivalOf } from './start/rival';
import { SelfRun, selfRuns } from './start/self-run';
import { chooseServer, serverCommand } from './start/servers';
import { IAppFiles } from '../core/app-files';
import { Checkout } from '../core/checkout';
import { Detected } from '../core/detected';
import { Finding } from '../core/finding';
import { Distribution } from '../python/dependency-installer';
import { AppStep } from '../python/python-plan';
import { stopSignalOf } from '../python/stop-signal';

/** What is known when the start command is looked for. */
export interface StartQuestion {
  readonly files: IAppFiles;
  /** What the ignore rules keep from the build tells, too. */
  readonly checkout?: Checkout;
  /** What is installed for production. */
  readonly distributions: readonly Distribution[];
  /** The port to listen on, on all addresses. */
  readonly port: number;
  /** Python series: `3.13`. */
  readonly python: string;
  /** The command that the user gave: then only the rest is looked for. */
  readonly command?: readonly string[];
}

/** How the application is started, and what has to run at build for it. */
export interface Start {
  /** Exec form; a user's own command comes back unchanged. */
  readonly command: readonly string[];
  /** Where it runs, relative to the context; `.` is the context. */
  readonly workingDirectory: string;
  /** Variables that the command needs in the image: `PYTHONPATH`, `DJANGO_SETTINGS_MODULE`. */
  readonly environment: { readonly [name: string]: string };
  /** What ends the command, where it leaves SIGTERM to the system, which ignores it for the first process of a container. */
  readonly stopSignal?: string;
  /** What the app stage runs after the application was copied: `collectstatic`. */
  readonly appSteps: readonly AppStep[];
  /** Name of the framework, where the code says it. */
  readonly framework?: string;
  /** Variables that are read without a default. */
  readonly required?: readonly EnvironmentRead[];
}

/** Finds the start command by reading the code; never by running it. */
export function detectStart(question: StartQuestion): Detected<Start> {
  const index = AppIndex.of(question.files);
  const resolver = new AppResolver(index);
  if (question.command !== undefined) return givenStart(index, resolver, question.command);
  return new StartSearch(question, index, resolver, new Installed(question.distributions)).find();
}

/** A user's own command stays; a Django project still has its static files to collect. */
function givenStart(index: AppIndex, resolver: AppResolver, command: readonly string[]): Detected<Start> {
  const [root] = djangoRoots(index);
  const django = root === undefined ? undefined : djangoStart(index, resolver, undefined, root, undefined);
  const appSteps = (django?.appSteps ?? []).map((step) => ({ ...step, command: step.command.map((word) => word === 'manage.py' ? posix.join(root, word) : word) }));
  return {
    value: {
      command, workingDirectory: '.', environment: {}, appSteps, ...stopSignalOf(command), ...(root === undefined ? {} : { framework: 'Django' }), required: django?.settings?.required ?? [],
    },
    findings: [...(django?.findings ?? []).filter(({ subject }) => subject !== 'settings'), ...environmentFinding(django?.settings?.required ?? [])],
    warnings: [],
    problems: [],
  };
}

class StartSearch {
  private readonly runs: readonly SelfRun[];

  constructor(
    private readonly question: StartQuestion, private readonly index: AppIndex, private readonly resolver: AppResolver,
    private readonly installed: Installed,
  ) {
    this.runs = selfRuns(index, resolver);
  }

  public find(): Detected<Start> {
    const { index, resolver, installed, question } = this;
    const mentions = findMentions(index, question.checkout).map((mention) => completeMention(index, mention));
    const { candidates, equal } = choose(index, resolver, mentions, this.runs, installed, pasteCandidates(index, mentions));
    const [best] = candidates;
    const script = mentions.find(({ server }) => ['streamlit', 'chainlit', 'panel'].includes(server));
    const scripted = scriptStart(index, installed, question.port, script?.target);
    const isScriptMeant = best === undefined || (script !== undefined && (best.mention?.weight ?? 0) < script.weight);
    if (scripted && isScriptMeant) return this.own(scripted, candidates);
    if (best === undefined) return this.withoutApplication(mentions);
    const rival = rivalOf(index, best, this.runs, mentions);
    if (rival?.isMeant) return this.own(selfStart(index, rival.run, question.port), candidates);
    if (equal.length > 0 || rival) return this.ask(equal.length > 0 ? equal : [best], rival);
    return this.serve(best, candidates, mentions);
  }

  private serve(candidate: Candidate, candidates: readonly Candidate[], mentions: readonly Mention[]): Detected<Start> {
    const { index, installed, question } = this;
    const broken = candidate.paste === undefined ? index.module(candidate.file).mistake : undefined;
    const others = candidates.filter((other) => other !== candidate && other.origin !== candidate.origin);
    const place = placeOf(index, candidate);
    const face = candidate.framework.interface;
    const problems: string[] = broken ? [`${candidate.file}:${broken.line}:${broken.column} is no Python that can be read; correct the syntax, or, if Python takes it, say how to start: command: […]`] : [];
    const finish = (command: readonly string[], evidence = evidenceOf(candidate)): Detected<Start> => {
      const django = isDjango(index, candidate) ? djangoStart(index, this.resolver, candidate, candidate.root, undefined) : undefined;
      const required = django?.settings?.required
        ?? (candidate.paste === undefined ? importedReads(index, this.resolver, candidate.file, candidate.root) : []);
      const findings: Finding[] = [
        commandFinding(command, evidence, candidate.mention?.file ?? candidate.file, candidate.mention?.line ?? candidate.line, others),
        ...(django?.findings ?? []), ...environmentFinding(required),
      ];
      return {
        value: {
          command,
          workingDirectory: place.directory,
          environment: { ...place.environment, ...(django?.environment ?? {}) },
          appSteps: django?.appSteps ?? [],
          ...stopSignalOf(command),
          framework: candidate.framework.name,
          required,
        },
        findings,
        warnings: [],
        problems: [...problems, ...this.missingSettings(django?.missing, command)],
      };
    };
    if (candidate.isFactory && candidate.required.length > 0 && face !== 'aiohttp') {
      return this.refuse([...problems, `${candidate.file}:${candidate.line} makes the application with ${candidate.attribute}(${candidate.required.join(', ')}), and only you know the arguments; write a module that calls it (wsgi.py: app = ${candidate.attribute}(…)) or pass command: ['${proposedServer(face)}', '${candidate.module}:${candidate.attribute}(…)', '--bind=0.0.0.0:${question.port}']`]);
    }
    const server = chooseServer(candidate, installed);
    if (server === 'daphne' && candidate.isFactory) {
      return this.refuse([...problems, `${candidate.file}:${candidate.line} is a function that makes the application, which daphne cannot call; write a module that does (asgi.py: application = ${candidate.attribute}())`]);
    }
    if (candidate.paste !== undefined && server !== 'gunicorn' && server !== undefined) {
      const pserve = pserveStart(index, candidate.paste, question.port);
      return 'command' in pserve ? finish(pserve.command) : this.refuse([pserve.problem]);
    }
    if (server === 'gunicorn' && candidate.attribute.includes('.')) {
      // gunicorn takes a name or a call, and no attribute of something
      const alias = nameOf(index, candidate.file, candidate.attribute);
      if (alias === undefined) return this.refuse([`${candidate.file}:${candidate.line} is a ${candidate.framework.name} application, and gunicorn cannot take ${candidate.attribute}; add a line 'server = ${candidate.attribute}' below it`]);
      return finish(serverCommand(server, { ...candidate, attribute: alias }, index, installed, question.port, place.directory));
    }
    if (server) return finish(serverCommand(server, candidate, index, installed, question.port, place.directory));
    if (candidate.framework.name === 'Sanic') return finish(sanicStart(candidate, question.port));
    const called = face === 'aiohttp' ? aiohttpStart(candidate, question.port) : undefined;
    const run = this.runs.find(({ file }) => file === candidate.file) ?? this.runs.find(({ framework }) => framework === candidate.framework.name);
    if (run && (face === 'aiohttp' || face === 'own' || ['waitress', 'CherryPy'].includes(run.framework))) {
      const own = selfStart(index, run, question.port);
      if (own.problem === undefined || called === undefined) return this.own(own, others);
    }
    if (called) return finish(called);
    if (face === 'own' || face === 'aiohttp') {
      const started = startedProgram(index, mentions, question.port);
      if (started?.command) return this.started(started, started.command);
      return this.refuse([started ? startedScript(started, question.port) : `${candidate.file}:${candidate.line} makes ${candidate.framework.name === 'aiohttp' ? 'an aiohttp' : `a ${candidate.framework.name}`} application, and nothing that starts it was found; pass command: ['python', …] with what makes it listen on 0.0.0.0:${question.port}`]);
    }
    const proposed = candidate.mention && ['gunicorn', 'uvicorn', 'hypercorn', 'daphne', 'granian'].includes(candidate.mention.server) ? candidate.mention.server : proposedServer(face);
    if (installed.isUnknown) {
      const assumed = new Installed([{ name: proposed }]);
      const taken = chooseServer(candidate, assumed);
      if (taken) return finish(serverCommand(taken, candidate, index, assumed, question.port, place.directory), `${evidenceOf(candidate)}; what is installed is not known`);
    }
    const started = startedProgram(index, mentions, question.port);
    if (started?.command && started.script !== candidate.file) return this.started(started, started.command);
    const other = started && started.script !== candidate.file
      ? `, or, as ${started.mention.file}:${started.mention.line} runs ${started.script}, pass command: ${listOf(started.words)} with what makes it listen on 0.0.0.0:${question.port}` : ', or pass \'command\'';
    return this.refuse([...problems, `${evidenceOf(candidate)}, and no server for it is among the dependencies; ${howToAdd(index, proposed)}${other}`]);
  }

  /** Django does not start without its settings, which an installed package may have, too. */
  private missingSettings(missing: DjangoStart['missing'], command: readonly string[]): string[] {
    if (missing === undefined || this.installed.isUnknown || this.installed.has(missing.module.split('.')[0].replace(/_/g, '-'))) return [];
    return [`${missing.at} names the settings '${missing.module}', which the application does not have; add them, or, where the Pod brings them, pass command: ${listOf(command)}`];
  }

  private own(own: OwnStart, others: readonly Candidate[], script?: string): Detected<Start> {
    if (own.problem !== undefined) return this.refuse([own.problem]);
    const required = importedReads(this.index, this.resolver, script ?? own.file, own.root)
      .filter(({ name }) => !Object.hasOwn(own.environment, name));
    return {
      value: {
        command: own.command,
        workingDirectory: own.root,
        environment: own.environment,
        appSteps: [],
        ...stopSignalOf(own.command, own.handlesTerm),
        required,
      },
      findings: [commandFinding(own.command, script === undefined ? `${own.file}:${own.line} is served by ${own.what}` : `${own.file}:${own.line} runs ${script}, with its port`, own.file, own.line, others), ...environmentFinding(required)],
      warnings: [],
      problems: [],
    };
  }

  /** A program that listens where its arguments say: in its own image it is heard, and so in this one. */
  private started({ mention, script, root }: Started, command: readonly string[], own?: OwnStart): Detected<Start> {
    const handlesTerm = own?.handlesTerm ?? /\bSIGTERM\b/.test(this.index.text(script));
    const { file, line } = mention;
    return this.own({ command, root, environment: {}, file, line, what: 'its own arguments', handlesTerm }, [], script);
  }

  /** No application that a server could take: the code may serve by itself, or there is only a program. */
  private withoutApplication(mentions: readonly Mention[]): Detected<Start> {
    const { index, question } = this;
    const [run] = this.runs.filter(({ framework }) => framework !== 'uvicorn' || this.installed.has('uvicorn'));
    const own = run && selfStart(index, run, question.port);
    const started = startedProgram(index, mentions, question.port);
    if (started?.command && own?.problem !== undefined) return this.started(started, started.command, own);
    if (own && (own.problem === undefined || consoleScripts(index).length === 0)) return this.own(own, []);
    if (started?.command) return this.started(started, started.command);
    const mistakes = index.mistakes(index.sources.filter((file) => !file.includes('/') || /(?:^|\/)(?:app|main|wsgi|asgi|server|__init__|settings)\.py$/.test(file)).slice(0, 40));
    const special = reflexApp(index, question.port) ?? hiddenCode(index, question.checkout) ?? (started && startedScript(started, question.port));
    if (special !== undefined) return this.refuse([...mistakes, special]);
    const scripts = consoleScripts(index);
    const ways = scripts.length > 0
      ? `its programs are ${scripts.slice(0, 4).map(({ name, target, file, line }) => `${name} (${target}, ${file}:${line})`).join(', ')}; if one of them serves, pass command: ${listOf([scripts[0].name])} with the options that make it listen on 0.0.0.0:${question.port}`
      : `pass what starts it, listening on 0.0.0.0:${question.port}, word by word: command: ['gunicorn', 'package.module:app', '--bind=0.0.0.0:${question.port}']`;
    return this.refuse([...mistakes, `no web application was found in the code (looked at ${index.sources.length} Python files for an application of Django, Flask, FastAPI and others); ${ways}`]);
  }

  private ask(equal: readonly Candidate[], rival: Rival | undefined): Detected<Start> {
    const { index, installed, question } = this;
    const lines = equal.slice(0, 6).map((candidate) => {
      const server = chooseServer(candidate, installed) ?? (candidate.framework.interface === 'asgi' ? 'uvicorn' : 'gunicorn');
      const moved = candidate.root === '.' ? [] : server === 'gunicorn' ? [`--chdir=${candidate.root}`] : server === 'uvicorn' ? [`--app-dir=${candidate.root}`] : [];
      return `command: ${listOf([...serverCommand(server, candidate, index, installed, question.port, candidate.root), ...moved])} for ${candidate.file}:${candidate.line}`;
    });
    if (rival) lines.unshift(`command: ${listOf(['python', rival.run.file])} for ${rival.run.file}:${rival.run.line}, which serves by ${rival.run.framework}`);
    return this.refuse([`several applications could be the one to start, and nothing says which; pass ${lines.join(', or ')}`]);
  }

  private refuse(problems: readonly string[]): Detected<Start> {
    return { findings: [], warnings: [], problems };
  }
}

/** The name that a module gives to an attribute: `server = app.server`. */
function nameOf(index: AppIndex, file: string, attribute: string): string | undefined {
  const lines = index.text(file).split(/\r\n|\r|\n/).map((line) => /^([A-Za-z_]\w*)\s*=\s*([\w.]+)\s*(?:#.*)?$/.exec(line));
  return lines.find((found) => found?.[2] === attribute)?.[1];
}
