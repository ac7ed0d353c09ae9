import { delimiter, dirname, join } from "node:path";

/** The account that everything local belongs to. */
export const LOCAL_ACCOUNT_ID = "111122223333";

/** Concurrent function invocations the emulator allows: each is a Node.js process of about 50 MB. */
const FUNCTION_CONCURRENCY = 8;

/** Where one emulator keeps what it writes. Everything is under one directory, so that one removal clears it. */
export interface EmulatorPaths {
    readonly root: string;
    readonly temporary: string;
    readonly state: string;
    readonly objects: string;
    /** What the emulator proves itself with; made anew at each start. */
    readonly certificate: string;
    readonly certificateKey: string;
    readonly log: string;
    readonly lock: string;
}

export function emulatorPaths(directory: string): EmulatorPaths {
    return {
        root: directory,
        temporary: join(directory, "tmp"),
        state: join(directory, "state"),
        objects: join(directory, "s3"),
        certificate: join(directory, "tls", "certificate.pem"),
        certificateKey: join(directory, "tls", "key.pem"),
        log: join(directory, "emulator.log"),
        lock: join(directory, "emulator.json"),
    };
}

export interface EmulatorEnvironmentOptions {
    readonly paths: EmulatorPaths;
    readonly port: number;
    readonly region: string;
    readonly persist: boolean;
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    /** Address of an OpenAI-shaped server that answers for every model. Without it the emulator makes answers up. */
    readonly modelUrl?: string;
}

/**
 * The emulator's whole environment. Nothing is inherited: the emulator hands its environment on to every function, and a
 * developer's own AWS credentials or proxy settings must not reach code that believes it runs in Lambda.
 */
export function emulatorEnvironment(options: EmulatorEnvironmentOptions): Record<string, string> {
    const { paths } = options;
    return {
        // Functions run on the Node.js that runs us.
        PATH: [dirname(process.execPath), "/usr/local/bin", "/usr/bin", "/bin"].join(delimiter),
        HOME: paths.temporary,
        LANG: "C.UTF-8",
        TZ: "UTC",
        PYTHONDONTWRITEBYTECODE: "1",
        PYTHONUNBUFFERED: "1",
        // Dozens of threads with a malloc arena each would hold hundreds of MB that nobody uses.
        MALLOC_ARENA_MAX: "2",
        TMPDIR: paths.temporary,
        STATE_DIR: paths.state,
        S3_DATA_DIR: paths.objects,
        PERSIST_STATE: options.persist ? "1" : "0",
        S3_PERSIST: options.persist ? "1" : "0",
        BIND_HOST: "127.0.0.1",
        GATEWAY_PORT: String(options.port),
        USE_SSL: "1",
        MINISTACK_SSL_CERT: paths.certificate,
        MINISTACK_SSL_KEY: paths.certificateKey,
        // Otherwise it listens on 8883 of every interface.
        IOT_MTLS_ENABLED: "0",
        SFTP_ENABLED: "0",
        AUTH: "true",
        AWS_ACCESS_KEY_ID: options.accessKeyId,
        AWS_SECRET_ACCESS_KEY: options.secretAccessKey,
        MINISTACK_ACCOUNT_ID: LOCAL_ACCOUNT_ID,
        MINISTACK_REGION: options.region,
        AWS_DEFAULT_REGION: options.region,
        LAMBDA_EXECUTOR: "local",
        LAMBDA_ACCOUNT_CONCURRENCY: String(FUNCTION_CONCURRENCY),
        LOG_LEVEL: "WARNING",
        ...(options.modelUrl !== undefined && { MINISTACK_BEDROCK_PROXY_URL: options.modelUrl.replace(/\/+$/, "") }),
    };
}
