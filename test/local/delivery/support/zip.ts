import { crc32 } from "node:zlib";

/** A zip archive with one uncompressed file, as Lambda takes it. */
export function zipOf(name: string, content: string): Buffer {
    const data = Buffer.from(content);
    const file = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(file.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), common, file, data]);
    const entry = Buffer.concat([
        Buffer.from("PK\x01\x02\x14\x00", "latin1"),
        common,
        Buffer.from("\0\0\0\0\0\0\0\0\xa4\x81\0\0\0\0", "latin1"),
        file,
    ]);
    const end = Buffer.alloc(22);
    end.write("PK\x05\x06", "latin1");
    end.writeUInt16LE(1, 8);
    end.writeUInt16LE(1, 10);
    end.writeUInt32LE(entry.length, 12);
    end.writeUInt32LE(local.length, 16);
    return Buffer.concat([local, entry, end]);
}
