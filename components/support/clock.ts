/**
 * The present, for what may only refuse or warn. Nothing that becomes a property of a resource may follow from it: the
 * same program would register something else on each run.
 */
export function present(): Date {
    return new Date();
}
