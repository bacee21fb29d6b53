import type { House, SubscriptionHouse } from "@wijkverband/facade";

/** What delivery takes of the house. */
export type DeliveryHouse = SubscriptionHouse & Pick<House, "log" | "sealer" | "headerKey" | "endpoints" | "bindings">;
