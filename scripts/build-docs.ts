// Builds the site in dist/site with TypeDoc: the pages of docs/, the examples, and the reference of
// every module that users can import. Beside it lie llms.txt, the pages that it links to as they are,
// and all of them in one file.
import { cpSync, readFileSync, writeFileSync } from "node:fs"
import { basename, dirname, join, resolve } from "node:path"
import {
  Application,
  Converter,
  type Context,
  type DeclarationReflection,
  DocumentReflection,
  normalizePath,
  type ProjectReflection,
  ReferenceType,
  ReflectionKind,
  TSConfigReader,
  TypeDocReader
} from "typedoc"
import ts from "typescript"
import { readJson, root } from "./packages/shell.js"

const site = join(root, "dist/site")

const read = (...path: ReadonlyArray<string>): string => readFileSync(join(...path), "utf8")

const app = await Application.bootstrap({ options: root }, [
  new TypeDocReader(),
  new TSConfigReader()
])

/** A page for each program that the page of examples links to. */
const addPrograms = (page: DocumentReflection, folder: string, text: string): void => {
  for (const [, path = ""] of text.matchAll(/\]\(([\w./-]+\.ts)\)/g)) {
    const source = resolve(folder, path)
    const name = basename(path)
    const program = new DocumentReflection(
      name,
      page,
      [
        { kind: "text", text: `# ${name}\n\n` },
        { kind: "code", text: `\`\`\`ts\n${read(source)}\`\`\`` }
      ],
      {}
    )
    page.addChild(program)
    page.project.registerReflection(program, undefined, normalizePath(source))
  }
}

/** A page is called what its first heading says. */
const nameDocument = (document: DocumentReflection): void => {
  const file = app.files.getReflectionPath(document)
  if (file === undefined) throw new Error(`${document.name} is no file`)
  const text = read(file)
  const heading = /^# (.+)$/m.exec(text)?.[1] ?? document.name
  document.name = heading === "effect-bitgpt-emulator" ? "Emulator options" : heading
  if (heading === "Examples") addPrograms(document, dirname(file), text)
}

/** A module is called what it is imported as. */
const nameModule = (module: DeclarationReflection): void => {
  // core/src/RetryPolicy: the package's folder, and the file without its ending
  const [folder = "", , file] = module.name.split("/")
  const { name } = readJson(root, "packages", folder, "package.json")
  if (typeof name !== "string") throw new Error(`${module.name} is in no package`)
  module.name = [name, ...(file === undefined ? [] : [file])].join("/")
}

/**
 * Classes extend what `Schema.Class`, `Context.Tag` and the like return. Of these, readers need the
 * fields and their types: not the constructor, nor the schemas, nor the expression that made the base.
 */
const hideBases = (project: ProjectReflection): void => {
  for (const reflection of Object.values(project.reflections)) {
    if (!reflection.isDeclaration()) continue
    delete reflection.extendedTypes
    delete reflection.inheritedFrom
    if (reflection.kindOf(ReflectionKind.Property)) delete reflection.defaultValue
    if (reflection.kindOf(ReflectionKind.Constructor)) project.removeReflection(reflection)
  }
}

/**
 * A type that a schema gives (`typeof Key.Type`) is shown as what it is. A union of objects is left as it
 * is named: its members are long, and without their tags, which `effect` declares.
 */
const spellOutType = (context: Context, alias: DeclarationReflection): void => {
  const symbol = context.getSymbolFromReflection(alias)
  const declaration = symbol?.getDeclarations()?.find(ts.isTypeAliasDeclaration)
  if (symbol === undefined || declaration === undefined) return
  const type = context.checker.getDeclaredTypeOfSymbol(symbol)
  const isLong = type.isUnion() && !type.types.every((member) => member.isLiteral())
  if (ts.isTypeQueryNode(declaration.type) && !isLong) {
    alias.comment?.modifierTags.add("@useDeclaredType")
  }
}

/**
 * A schema and what it reads have one name. Readers need to know that, and not the combinators that the
 * schema was made with.
 */
const nameSchemas = (project: ProjectReflection): void => {
  for (const module of project.getReflectionsByKind(ReflectionKind.Module)) {
    if (!module.isContainer()) continue
    const { children = [] } = module
    for (const schema of children) {
      const isSchema =
        schema.kindOf(ReflectionKind.Variable) &&
        schema.type instanceof ReferenceType &&
        schema.type.package === "effect"
      const type = children.find(
        ({ kind, name }) =>
          name === schema.name &&
          (kind === ReflectionKind.Interface || kind === ReflectionKind.TypeAlias)
      )
      if (!isSchema || type === undefined) continue
      schema.type = ReferenceType.createBrokenReference("Schema", project, "effect")
      schema.type.typeArguments = [ReferenceType.createResolvedReference(type.name, type, project)]
    }
  }
}

app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_, document) => {
  nameDocument(document)
})
app.converter.on(Converter.EVENT_CREATE_DECLARATION, (context, declaration) => {
  if (declaration.kindOf(ReflectionKind.Module)) nameModule(declaration)
  if (declaration.kindOf(ReflectionKind.TypeAlias)) spellOutType(context, declaration)
})
app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
  hideBases(project)
  nameSchemas(project)
})

const copyForAssistants = (): void => {
  const index = read(root, "llms.txt")
  const paths = Array.from(index.matchAll(/^- \[.+?\]\((.+?)\)/gm), ([, path = ""]) => path)
  writeFileSync(join(site, "llms.txt"), index)
  for (const path of paths) cpSync(join(root, path), join(site, path))
  const whole = [index, ...paths.map((path) => `<!-- ${path} -->\n\n${read(root, path)}`)]
  writeFileSync(join(site, "llms-full.txt"), whole.join("\n"))
}

const project = await app.convert()
if (project !== undefined) {
  app.validate(project)
  await app.generateOutputs(project)
  copyForAssistants()
}
if (project === undefined || app.logger.hasErrors() || app.logger.hasWarnings()) {
  process.exitCode = 1
}
