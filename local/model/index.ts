export { checkAnswers, type LocalModel, MODEL_URL_VARIABLE, modelUrl, startModel } from "./model";
export { type ModelServer, PLANNER_MODEL, startPlannerServer } from "./server/server";
