import { printPolicy } from "@wijkverband/policy";
import { Command, Option } from "commander";
import { readConfig } from "../config.ts";
import { describeSettings } from "./describe-settings.ts";

const print = new Command("print")
  .description("print who may do what, with the bases that count here, as a Markdown page that a privacy officer can sign")
  .addOption(new Option("--language <language>", "nl or en").choices(["nl", "en"]).default("nl"))
  .option("--demo", "with the bases of the demo")
  .addHelpText("after", describeSettings())
  .action(({ language, demo }: { language: "nl" | "en"; demo?: boolean }) => {
    const { bases } = readConfig(process.env, demo === true ? "demo" : "look");
    process.stdout.write(printPolicy(language, bases));
  });

export const policyCommand: Command = new Command("policy").description("work with the access policy").addCommand(print);
