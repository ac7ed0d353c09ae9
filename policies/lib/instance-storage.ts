/**
 * Families without a `d` in their name that keep data on volumes of the machine itself, as of August 2026
 * (https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-types.html).
 */
const localFamilies = /^(?:d\d|dl1|g5|g6|g6e|g6f|gr6|h1|i\d|im\d|is\d|p5|p5e|p5en|p6|trn\d)[a-z]*(?:-|$)/;

/** A `d` after the generation stands for local volumes (https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html). */
const markedFamilies = /^[a-z]+\d+[a-z]*d[a-z]*(?:-|$)/;

/**
 * Whether a SageMaker instance type keeps its data on local volumes. The machine encrypts those by itself, and SageMaker
 * refuses a key for them (https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ResourceConfig.html).
 * @param type for example `ml.g5.xlarge`.
 */
export function hasLocalVolumes(type: string): boolean {
    const family = type.replace(/^ml\./, "").split(".")[0] ?? "";
    return family !== "g5g" && (localFamilies.test(family) || markedFamilies.test(family));
}
