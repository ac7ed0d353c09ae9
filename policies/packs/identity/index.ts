import { serve } from "../../lib/pack";
import { pack } from "./pack";

serve(pack);
